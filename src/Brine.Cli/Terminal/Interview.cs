using System.Globalization;

namespace Brine.Cli;

/// <summary>Asks questions on a terminal: they go to standard error, the answers come from standard input, a line each.</summary>
internal sealed class Interview(CliConsole console)
{
    private StreamReader? _answers;

    /// <summary>Asks for a text; an empty answer is the one that is proposed, where there is one.</summary>
    /// <exception cref="UsageException">The input ended.</exception>
    internal string Ask(string question, string? proposed = null)
    {
        while (true)
        {
            console.Error.Write($"{question}{(proposed is null ? "" : $" [{proposed}]")}: ");
            string answer = ReadLine();
            if (answer.Length > 0 || proposed is not null)
            {
                return answer.Length > 0 ? answer : proposed!;
            }
        }
    }

    /// <summary>Asks for one of several: by its number, by its name, or by nothing for the one that is proposed.</summary>
    /// <returns>The place of the one that was chosen.</returns>
    /// <exception cref="UsageException">The input ended.</exception>
    internal int Choose(string question, IReadOnlyList<string> choices, int proposed)
    {
        for (int i = 0; i < choices.Count; i++)
        {
            console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {i + 1}  {choices[i]}"));
        }

        while (true)
        {
            string answer = Ask(question, choices[proposed]);
            foreach (StringComparison way in (StringComparison[])[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
            {
                for (int i = 0; i < choices.Count; i++)
                {
                    if (choices[i].Equals(answer, way))
                    {
                        return i;
                    }
                }
            }

            if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1
                && number <= choices.Count)
            {
                return number - 1;
            }

            console.Error.WriteLine($"'{answer}' is none of these; say a number from 1 to {choices.Count}, or a name");
        }
    }

    /// <summary>Asks yes or no; nothing is no.</summary>
    /// <exception cref="UsageException">The input ended.</exception>
    internal bool Confirm(string question) => Ask(question + "? y or n", "n").StartsWith('y');

    private string ReadLine()
    {
        _answers ??= new StreamReader(console.OpenInput());
        console.Error.Flush();

        // A terminal that nobody types at does not end the reading: Ctrl-C does, at once.
        string? line = Task.Run(_answers.ReadLine, console.Cancellation).WaitAsync(console.Cancellation).GetAwaiter().GetResult();
        console.Cancellation.ThrowIfCancellationRequested();
        return line?.Trim() ?? throw new UsageException("the answers ended before all was asked; nothing was written");
    }
}
