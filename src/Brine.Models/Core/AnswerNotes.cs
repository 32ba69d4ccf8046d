namespace Brine.Models;

/// <summary>
/// Collects what models have to say about their answers while they run, such as that Python's own answer depends on its processor. Notes of
/// models inside other models are collected too, and those of threads that are started meanwhile.
/// </summary>
/// <example><code>
/// using var notes = AnswerNotes.Collect();
/// var labels = model.Predict(rows);
/// foreach (string note in notes.All) Console.Error.WriteLine(note);
/// </code></example>
public sealed class AnswerNotes : IDisposable
{
    private static readonly AsyncLocal<AnswerNotes?> Current = new();

    private readonly AnswerNotes? _outer = Current.Value;
    private readonly List<string> _all = [];

    private AnswerNotes()
    {
    }

    /// <summary>The notes so far, each of them once.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_all)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>Starts to collect, until the result is disposed of.</summary>
    public static AnswerNotes Collect()
    {
        var notes = new AnswerNotes();
        Current.Value = notes;
        return notes;
    }

    /// <summary>Stops collecting.</summary>
    public void Dispose() => Current.Value = _outer;

    internal static void Add(string note)
    {
        if (Current.Value is not { } notes)
        {
            return;
        }

        lock (notes._all)
        {
            if (!notes._all.Contains(note))
            {
                notes._all.Add(note);
            }
        }
    }
}
