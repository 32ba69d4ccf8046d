namespace Brine.Store;

/// <summary>Something in a store that is not as it was written.</summary>
/// <param name="Place">Where: an entry of the history, a record, a file.</param>
/// <param name="Message">What is wrong.</param>
public sealed record StoreProblem(string Place, string Message);
