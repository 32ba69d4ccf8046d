namespace Brine.Store;

/// <summary>One entry of the history of a store: who did what when.</summary>
/// <param name="Number">The place in the history, from 1 on.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Who">Who did it.</param>
/// <param name="Machine">On which machine.</param>
/// <param name="Action">What was done: <c>add</c>, <c>promote</c>...</param>
/// <param name="Model">The model, where it is about one.</param>
/// <param name="Version">The version, where it is about one.</param>
/// <param name="Environment">The environment, where it is about one.</param>
/// <param name="Detail">What else is to be said of it.</param>
/// <param name="Hash">The SHA-256 of the entry, which the next one holds.</param>
public sealed record StoreEntry(long Number, DateTimeOffset Time, string Who, string Machine, string Action, string? Model, int? Version,
    string? Environment, string Detail, string Hash);
