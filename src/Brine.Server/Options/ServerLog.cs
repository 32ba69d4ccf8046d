namespace Brine.Server;

/// <summary>How a server tells what it does.</summary>
public enum ServerLog
{
    /// <summary>Warnings and errors, a line each.</summary>
    Warnings,

    /// <summary>A line of text for each request to a model, too.</summary>
    Text,

    /// <summary>A JSON object for each request to a model, and for all else.</summary>
    Json,
}
