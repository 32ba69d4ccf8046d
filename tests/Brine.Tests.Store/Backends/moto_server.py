"""moto plays S3 on a port of this machine: moto_server.py PORT.

One request after the other, and each bounded: moto looks for an object and writes it in two steps, S3 in one. Ends when its standard input does."""
import os
import sys
import threading

os.environ.setdefault("MOTO_ALLOW_NONEXISTENT_REGION", "1")
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

application = DomainDispatcherApplication(create_backend_app)
turn = threading.Lock()


def one_by_one(environ, start_response):
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length:
        import io
        body = environ["wsgi.input"].read(length)
        environ["wsgi.input"] = io.BytesIO(body)
    with turn:
        answer = application(environ, start_response)
        try:
            return [b"".join(answer)]
        finally:
            getattr(answer, "close", lambda: None)()


class Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *arguments):
        pass


server = make_server("127.0.0.1", int(sys.argv[1]), one_by_one, threaded=True, request_handler=Quiet)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.serve_forever()
