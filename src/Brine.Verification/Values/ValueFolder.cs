using System.Text.Json;
using System.Text.RegularExpressions;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>Runs a folder of values: loads each file and compares the value with what Python loads from it.</summary>
public static class ValueFolder
{
    /// <summary>Runs all cases, or those whose id matches.</summary>
    /// <param name="folder">The folder of the manifest, or a folder of such folders.</param>
    /// <param name="only">Which cases to run; null for all.</param>
    /// <exception cref="JsonException">The manifest is no JSON.</exception>
    public static IEnumerable<ValueResult> Run(string folder, Regex? only = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string[] folders = File.Exists(Path.Combine(folder, "manifest.jsonl")) ? [folder]
            : [.. Directory.GetDirectories(folder).Where(ValueCase.IsFolder).Order(StringComparer.Ordinal)];
        foreach (ValueCase item in folders.SelectMany(ValueCase.ReadManifest))
        {
            if (only is null || only.IsMatch(item.Id))
            {
                yield return Run(item);
            }
        }
    }

    /// <summary>Runs one case.</summary>
    public static ValueResult Run(ValueCase item)
    {
        ArgumentNullException.ThrowIfNull(item);
        try
        {
            PyValue value = ValueLoader.Load(item);
            string? reason = new ValueComparer(item.IsPython2, item.Folder).Compare(item.Expected, value);
            return new ValueResult(item, reason is null ? ValueOutcome.Right : ValueOutcome.Wrong, reason);
        }
        catch (NotSupportedException error)
        {
            return new ValueResult(item, ValueOutcome.Waits, error.Message);
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException
            or IndexOutOfRangeException)
        {
            return new ValueResult(item, ValueOutcome.Wrong, $"the expectation is malformed: {error.Message}");
        }
        catch (PickleException error) when (error.Code == "UnsupportedCodec")
        {
            return new ValueResult(item, ValueOutcome.Waits, error.Message);
        }
        catch (Exception error) when (error is BrineException or IOException or UnauthorizedAccessException)
        {
            return new ValueResult(item, ValueOutcome.Wrong, ErrorText.Of(error));
        }
    }
}
