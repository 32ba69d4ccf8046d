namespace Brine;

/// <summary>One line for an error: its code, what, where, what to do.</summary>
public static class ErrorText
{
    /// <summary>The line for an error of Brine's, or of the system where a file cannot be read.</summary>
    public static string Of(Exception error) => error switch
    {
        BrineException known => known.Describe(),
        FileNotFoundException { FileName: { Length: > 0 } name } => $"FileNotFound: there is no file {name}",
        FileNotFoundException or DirectoryNotFoundException => $"FileNotFound: {error.Message}",
        UnauthorizedAccessException or IOException => $"FileUnreadable: {error.Message}",
        _ => $"{error.GetType().Name}: {error.Message}",
    };
}
