namespace Brine.Server;

/// <summary>The version of the server, which protocols tell.</summary>
internal static class ServerVersion
{
    internal static string Text { get; } = typeof(ServerVersion).Assembly.GetName().Version!.ToString(3);
}
