using System.CommandLine;
using System.Text;
using Brine.Models;

namespace Brine.Cli;

/// <summary>The options by which a user says how data is written, where that should not be found out.</summary>
internal sealed class DataArguments
{
    private readonly Option<string?> _delimiter = new("--delimiter")
        { Description =
            "The character between the fields of a CSV: a comma, semicolon, 'tab'... Default: what the first line has most of." };
    private readonly Option<string?> _decimal = new("--decimal")
        { Description = "The decimal sign of a CSV: a point or a comma. Default: a point." };
    private readonly Option<string?> _encoding = new("--encoding")
        { Description = "The encoding of a CSV: utf-8, utf-16, latin-1, cp1252... Default: UTF-8, or what a byte order mark says." };
    private readonly Option<bool> _noHeader = new("--no-header")
        { Description = "The first line of a CSV is a row, not the names of the columns." };
    private readonly Option<bool> _header = new("--header")
        { Description = "The first line of a CSV is the names of the columns, though they look like numbers." };
    private readonly Option<string?> _columns = new("--columns")
        { Description = "The columns to take, by name or by number from 0, separated by commas." };

    private readonly Option<string?> _sheet = new("--sheet") { Description = "The sheet of a workbook, by name or by number from 0. "
        + "Default: the first." };

    private Option[] ForCsv => [_delimiter, _decimal, _encoding, _header, _noHeader, _sheet];

    /// <summary>The options for a CSV.</summary>
    internal void AddCsvTo(Command command)
    {
        foreach (Option option in ForCsv)
        {
            command.Add(option);
        }
    }

    internal void AddColumnsTo(Command command) => command.Add(_columns);

    internal DataOptions Options(ParseResult parsed, Estimator? model, CliConsole console) => new()
    {
        Estimator = model,
        Columns = NameList.Split(parsed.GetValue(_columns), "column"),
        Csv = Csv(parsed),
        Sheet = Sheet(parsed),
        Formats = TableFormats.All,
        Limits = console.Limits,
        OnNote = text => console.Note(text + Advice.ForNote(text)),
    };

    internal string? Sheet(ParseResult parsed) => parsed.GetValue(_sheet);

    internal CsvOptions Csv(ParseResult parsed)
    {
        if (parsed.GetValue(_header) && parsed.GetValue(_noHeader))
        {
            throw new UsageException("--header and --no-header contradict each other");
        }

        return new()
        {
            Delimiter = Delimiter(parsed.GetValue(_delimiter)),
            Decimal = Decimal(parsed.GetValue(_decimal)),
            Encoding = EncodingOf(parsed.GetValue(_encoding)),
            HasHeader = parsed.GetValue(_header) ? true : parsed.GetValue(_noHeader) ? false : null,
        };
    }

    /// <summary>Reads a file; options that do not fit to what is in it are wrong usage.</summary>
    internal T Read<T>(ParseResult parsed, InputFile file, Func<InputFile, T> read)
    {
        try
        {
            return read(file);
        }
        catch (ModelInputException error) when (error.Code == "InputOption")
        {
            string[] given = [.. ForCsv.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)];
            throw new UsageException($"{(given.Length > 0 ? string.Join(", ", given) : "--case")}: {error.Message} [{file.Name}]");
        }
    }

    private static char? Delimiter(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" or "\t" => '\t',
        "comma" => ',',
        "semicolon" => ';',
        "space" => ' ',
        [< (char)128 and not ('"' or '\r' or '\n') and var character] => character,
        _ => throw new UsageException($"'{text}' is not a delimiter; say one ASCII character, or tab"),
    };

    private static char Decimal(string? text) => text switch
    {
        null or "." or "point" => '.',
        "," or "comma" => ',',
        _ => throw new UsageException($"'{text}' is not a decimal sign; say . or ,"),
    };

    /// <summary>An encoding by the name that Python or .NET gives it.</summary>
    private static Encoding? EncodingOf(string? name) => name is null ? null
        : PythonEncodings.Find(name) ?? throw new UsageException($"there is no encoding '{name}'; say utf-8, utf-16, latin-1, cp1252...");
}
