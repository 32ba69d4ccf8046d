using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>Errors of requests as gRPC tells them.</summary>
internal static partial class GrpcError
{
    internal static (RpcException Error, int Status, string Code) Of(Exception error, ILogger log, string id)
    {
        (int status, string code, string message) = ErrorReply.Describe(error) ?? Fault(error, log, id);
        StatusCode told = status switch
        {
            StatusCodes.Status401Unauthorized => StatusCode.Unauthenticated,
            StatusCodes.Status403Forbidden or StatusCodes.Status421MisdirectedRequest => StatusCode.PermissionDenied,
            StatusCodes.Status404NotFound => StatusCode.NotFound,
            StatusCodes.Status413PayloadTooLarge or StatusCodes.Status429TooManyRequests => StatusCode.ResourceExhausted,
            StatusCodes.Status503ServiceUnavailable => StatusCode.Unavailable,
            StatusCodes.Status500InternalServerError => StatusCode.Internal,
            _ => StatusCode.InvalidArgument,
        };
        return (new RpcException(new Status(told, $"{code}: {message}")), status, code);
    }

    private static (int, string, string) Fault(Exception error, ILogger log, string id)
    {
        LogFault(log, error, id);
        return ErrorReply.FaultText;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the request {RequestId} failed by a fault of the server")]
    private static partial void LogFault(ILogger log, Exception error, string requestId);
}
