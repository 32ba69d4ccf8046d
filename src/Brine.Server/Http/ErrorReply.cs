using Brine.Models;
using Brine.Pickling;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>What a request is told that cannot be answered, in the form that the clients of its protocol read.</summary>
internal static class ErrorReply
{
    /// <summary>What is told of a fault of ours.</summary>
    internal static (int Status, string Code, string Message) FaultText =>
        (StatusCodes.Status500InternalServerError, "InternalError", "the server failed at this request; its log says why");

    /// <summary>What an error is: its status, its code, and what is wrong; null for a fault of ours.</summary>
    internal static (int Status, string Code, string Message)? Describe(Exception error) => error switch
    {
        RequestRefusedException refused => (refused.Status, refused.Code, refused.Message),
        PickleLimitException limit => (StatusCodes.Status413PayloadTooLarge, limit.Code, limit.Message),
        UnsupportedModelException unsupported => (StatusCodes.Status400BadRequest, unsupported.Code, unsupported.Message),
        BrineException bad => (StatusCodes.Status400BadRequest, bad.Code, bad.Message),
        BadHttpRequestException bad => (bad.StatusCode, "Usage", $"the request is not read to its end: {bad.Message.TrimEnd('.')}"),
        ArgumentException { ParamName: "methods" } method =>
            (StatusCodes.Status400BadRequest, "Usage", method.Message.Split(" (Parameter")[0]),
        _ => null,
    };

    internal static Reply Of(int status, string code, string message, bool isMlflow) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString(isMlflow ? "error_code" : "error", isMlflow ? MlflowCode(status) : message);
        json.WriteString(isMlflow ? "message" : "code", isMlflow ? $"{code}: {message}" : code);
        json.WriteEndObject();
    }, status);

    private static string MlflowCode(int status) => status switch
    {
        StatusCodes.Status500InternalServerError => "INTERNAL_ERROR",
        StatusCodes.Status401Unauthorized => "UNAUTHENTICATED",
        StatusCodes.Status429TooManyRequests => "RESOURCE_EXHAUSTED",
        StatusCodes.Status404NotFound => "RESOURCE_DOES_NOT_EXIST",
        _ => "BAD_REQUEST",
    };
}
