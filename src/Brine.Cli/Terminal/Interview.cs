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
    /// <exception cref="UsageException">The input ended.</exception>
    internal string Choose(string question, IReadOnlyList<string> choices, int proposed)
    {
        for (int i = 0; i < choices.Count; i++)
        {
            console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {i + 1}  {choices[i]}"));
        }

        while (true)
        {
            string answer = Ask(question, choices[proposed]);
            string? named = choices.FirstOrDefault(choice => choice == answer)
                ?? choices.FirstOrDefault(choice => choice.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (named is not null)
            {
                return named;
            }

            if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1
                && number <= choices.Count)
            {
                return choices[number - 1];
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
        string? line = _answers.ReadLine();
        console.Cancellation.ThrowIfCancellationRequested();
        return line?.Trim() ?? throw new UsageException("the answers ended before all was asked; nothing was written");
    }
}
