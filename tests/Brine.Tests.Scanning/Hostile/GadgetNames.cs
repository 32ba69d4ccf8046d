namespace Brine.Tests.Scanning;

/// <summary>Functions that hostile models called, out of advisories and published samples, and others of their kind.</summary>
internal static class GadgetNames
{
    /// <summary>Module and name.</summary>
    internal static IReadOnlyList<(string Module, string Name)> All { get; } =
    [
        .. """
            os system|popen|execv|execve|spawnl|spawnv|posix_spawn|startfile|remove|rename|chmod|putenv|kill|fork
            posix system|popen|execv
            nt system|popen
            subprocess Popen|call|check_call|check_output|run|getoutput|getstatusoutput
            builtins eval|exec|compile|open|getattr|setattr|delattr|__import__|globals|locals|vars
            builtins type|map|filter|input|print|breakpoint|apply|memoryview|classmethod
            pip main
            timeit timeit|repeat|Timer
            runpy _run_code|run_path|run_module
            bdb Bdb.run|Bdb.runeval
            functools partial|reduce|partialmethod
            pydoc pipepager|locate|render_doc|safeimport
            venv create|EnvBuilder
            torch._inductor.codecache compile_file
            torch.serialization load|_legacy_load
            torch load|compile
            torch.hub load
            torch._dynamo.guards GuardBuilder.get
            torch.fx.experimental.symbolic_shapes ShapeEnv.evaluate_guards_expression
            torch.utils.collect_env run|run_and_read_all|run_and_parse_first_match
            torch.utils.data.datapipes.utils.decoder basichandlers
            torch.jit.unsupported_tensor_ops execWrapper
            torch.jit.annotations parse_type_line
            torch.utils._config_module ConfigModule.load_config
            torch.utils.bottleneck.__main__ run_cprofile|run_autograd_prof
            torch.distributed.rpc rpc_sync|rpc_async|remote|RemoteModule
            torch.storage _load_from_bytes
            torch.package PackageImporter
            trace Trace.run|Trace.runctx
            profile Profile.run|Profile.runctx|run
            cProfile run|runctx
            lib2to3.pgen2.grammar Grammar.loads
            lib2to3.pgen2.pgen ParserGenerator.make_label
            idlelib.debugobj ObjectTreeItem.SetText
            idlelib.autocomplete AutoComplete.get_entity|AutoComplete.fetch_completions
            idlelib.calltip Calltip.fetch_tip|Calltip.get_entity
            idlelib.run Executive.runcode
            idlelib.pyshell ModifiedInterpreter.runcode|ModifiedInterpreter.runcommand
            code InteractiveInterpreter.runcode|interact|InteractiveConsole.push
            ensurepip _run_pip|bootstrap
            doctest debug_script
            asyncio create_subprocess_shell|create_subprocess_exec|run
            asyncio.unix_events _UnixSubprocessTransport._start
            distutils.file_util write_file
            distutils.spawn spawn
            distutils.core run_setup
            ctypes CDLL|cdll.LoadLibrary|WinDLL|cast
            pty spawn
            numpy.f2py.crackfortran getlincoef|_eval_length|param_eval
            numpy.testing._private.utils runstring|rundocs
            numpy.distutils.cpuinfo getoutput
            numpy load|save|savetxt|fromfile|genfromtxt|loadtxt|memmap|vectorize
            _operator attrgetter|methodcaller|itemgetter
            operator attrgetter|methodcaller|call|setitem
            pkgutil resolve_name|get_data
            ssl get_server_certificate
            _io FileIO|open
            io open|open_code|FileIO
            urllib.request urlopen|urlretrieve
            http.client HTTPSConnection
            socket socket|create_connection
            logging FileHandler
            logging.config fileConfig|listen
            logging.handlers HTTPHandler|SocketHandler
            types CodeType|FunctionType|MethodType
            cloudpickle.cloudpickle _builtin_type|_make_function|_function_setstate|_make_cell|_make_empty_cell|subimport|_make_skel_func
            dill._dill _create_function|_create_code|_import_module|_eval_repr
            uuid _get_command_stdout|_popen
            _osx_support _read_output|_find_build_tool
            _aix_support _read_cmd_output
            imaplib IMAP4_stream
            smtplib SMTP
            ftplib FTP
            _pyrepl.pager pipe_pager|tempfile_pager
            test.support.script_helper assert_python_ok
            importlib import_module|reload
            importlib.machinery SourceFileLoader.load_module|SourceFileLoader
            importlib.util spec_from_file_location
            inspect getattr_static|getsource
            pathlib Path.write_text|Path.open|Path.unlink
            dataclasses _create_fn|make_dataclass
            _posixsubprocess fork_exec
            site addpackage|execsitecustomize
            multiprocessing.spawn prepare
            multiprocessing.util spawnv_passfds
            multiprocessing Process
            yaml load|unsafe_load
            pandas read_pickle|eval|read_csv
            pandas.io.parsers.readers read_csv
            pandas.io.pickle read_pickle
            joblib load|dump|Parallel|Memory
            joblib.numpy_pickle load
            weakref ref|finalize
            mlflow.projects.backend.local _run_entry_point
            marshal loads|load
            pickle loads|load|Unpickler
            _pickle loads|Unpickler
            pickletools dis
            shelve open
            tempfile NamedTemporaryFile|mktemp
            shutil rmtree|copyfile|move
            webbrowser open
            antigravity geohash
            gc get_objects
            sys setrecursionlimit|exit|settrace|modules
            signal signal
            atexit register
            threading Thread
            concurrent.futures ProcessPoolExecutor
            zipimport zipimporter
            copyreg add_extension|pickle
            codecs open|decode
            sqlite3 connect
            platform popen|_syscmd_uname
            linecache getlines
            glob glob
            difflib SequenceMatcher
            tarfile open
            zipfile ZipFile
            xmlrpc.client ServerProxy
            socketserver TCPServer
            pexpect spawn
            sympy.utilities.lambdify lambdify
            sympy.parsing.sympy_parser parse_expr
            numexpr evaluate
            transformers.dynamic_module_utils get_class_from_dynamic_module
            tensorflow.keras.models load_model
            keras.models load_model
            onnx load
            nose.tools nottest
            py_compile compile
            compileall compile_dir
            faulthandler register
            mmap mmap
            """.Split('\n').Select(line => line.Split(' ')).SelectMany(words => words[1].Split('|').Select(name => (words[0], name))),
    ];

    /// <summary>Names that Python 3 has under others.</summary>
    internal static IReadOnlyList<(string Module, string Name)> Python2 { get; } =
    [
        ("__builtin__", "eval"), ("__builtin__", "execfile"), ("__builtin__", "apply"), ("__builtin__", "file"), ("__builtin__", "open"),
        ("__builtin__", "getattr"), ("__builtin__", "__import__"), ("__builtin__", "reduce"), ("__builtin__", "compile"),
        ("__builtin__", "input"), ("commands", "getoutput"), ("commands", "getstatusoutput"), ("popen2", "popen2"), ("popen2", "Popen3"),
        ("cPickle", "loads"), ("cPickle", "Unpickler"), ("httplib", "HTTPSConnection"), ("urllib", "urlopen"), ("urllib2", "urlopen"),
        ("urllib", "urlretrieve"), ("SocketServer", "TCPServer"), ("xmlrpclib", "ServerProxy"), ("copy_reg", "add_extension"),
        ("thread", "start_new_thread"), ("itertools", "imap"), ("new", "function"), ("new", "classobj"), ("anydbm", "open"),
        ("SimpleHTTPServer", "test"), ("BaseHTTPServer", "test"), ("Tkinter", "Tk"), ("_winreg", "SetValue"), ("os", "getcwdu"),
        ("UserDict", "os.system"), ("exceptions", "eval"), ("socket", "fromfd"),
    ];

    /// <summary>Names that go on behind a point, or are none.</summary>
    internal static IReadOnlyList<(string Module, string Name)> Odd { get; } =
    [
        ("torch.library", "utils.collect_env.run"), ("pathlib", "os.system"), ("builtins", "eval.__call__"), ("numpy", "__builtins__"),
        ("numpy", "__builtins__.get"), ("collections", "OrderedDict.__init__.__globals__"), ("sklearn.tree", "os.system"),
        ("numpy", "core.os.system"), ("collections", "OrderedDict.__class__"), ("collections", "abc.sys.modules"),
        ("sklearn.tree._classes", "DecisionTreeClassifier.__init__.__globals__.get"), ("numpy", "ndarray.tofile"),
        ("numpy", "ndarray.__reduce__"), ("collections", "_sys.modules"), ("", "eval"), ("os", ""), (" os", "system"), ("os ", "system"),
        ("os", " system"), ("os\u0000", "system"), ("\u043es", "system"), ("o\u0073\u0301", "system"), ("os", "sy\u200bstem"),
        ("os.", "system"), (".os", "system"), ("os..path", "system"), ("builtins", "eva\u2113"), ("__main__", "__builtins__.eval"),
        ("__main__", "os.system"), ("__main__", "__dict__"), ("sklearn", "__loader__"), ("sklearn.tree", "__builtins__"),
        ("numpy.core.multiarray", "_reconstruct.__globals__"), ("decimal", "Decimal.__class__.__subclasses__"), ("1os", "system"),
        ("os;import", "system"), ("os\r", "system"), ("os\t", "system"), ("OS\u212a", "run"),
    ];

    /// <summary>Tools that look for such files.</summary>
    internal static IReadOnlyList<(string Module, string Name)> Scanners { get; } =
    [
        ("fickling", "load"), ("fickling.fickle", "Pickled"), ("picklescan.scanner", "scan_file_path"), ("picklescan", "cli.main"),
        ("modelscan.modelscan", "ModelScan"), ("modelaudit", "scan"), ("modelaudit.scanners.pickle_scanner", "PickleScanner"),
        ("saferpickle", "load"), ("model_unpickler", "load"), ("corrupy", "load"),
    ];
}
