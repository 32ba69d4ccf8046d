using System.Runtime.InteropServices;
using Brine.Models;

namespace Brine.Native;

/// <summary><c>struct brine_error</c>: the memory of the caller in which a failed call says what went wrong.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeError
{
    internal const int CodeSize = 60, MessageSize = 1984;

    internal int Status;
    internal fixed byte Code[CodeSize];
    internal fixed byte Message[MessageSize];

    /// <summary>Says that nothing went wrong.</summary>
    internal static int Clear(NativeError* error)
    {
        if (error is not null)
        {
            error->Status = CallStatus.Ok;
            error->Code[0] = error->Message[0] = 0;
        }

        return CallStatus.Ok;
    }

    /// <summary>Writes an exception down; no exception crosses the border.</summary>
    internal static int Write(NativeError* error, Exception exception)
    {
        try
        {
            (int status, string code, string message) = Describe(exception);
            return Write(error, status, code, message);
        }
        catch (OutOfMemoryException)
        {
            // There was no memory for the text either.
            return CallStatus.CouldNot;
        }
    }

    private static int Write(NativeError* error, int status, string code, string message)
    {
        if (error is not null)
        {
            error->Status = status;
            NativeText.Cut(code, new Span<byte>(error->Code, CodeSize));
            NativeText.Cut(message, new Span<byte>(error->Message, MessageSize));
        }

        return status;
    }

    private static (int Status, string Code, string Message) Describe(Exception exception)
    {
        switch (exception)
        {
            case CallException call:
                return (CallStatus.Misuse, call.Code, call.Message);
            case OutOfMemoryException:
                return (CallStatus.CouldNot, "LimitMemory", "the machine has too little memory for this");
            case UnsupportedModelException or BrineException or IOException or UnauthorizedAccessException:
                string text = ErrorText.Of(exception);
                int colon = text.IndexOf(": ", StringComparison.Ordinal);
                int status = exception is UnsupportedModelException ? CallStatus.Unsupported : CallStatus.CouldNot;
                return (status, text[..colon], text[(colon + 2)..]);
            default:
                return (CallStatus.Fault, "InternalError", $"{exception.Message} ({exception.GetType().Name})");
        }
    }
}
