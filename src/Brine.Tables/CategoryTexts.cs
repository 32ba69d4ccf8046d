using Brine.Pickling;

namespace Brine.Tables;

/// <summary>Finds the category that a text stands for: text by its characters, then bools by their words, then numbers by their
/// value.</summary>
internal sealed class CategoryTexts
{
    private readonly Dictionary<string, PyValue> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<double, PyValue> _numbers = [];

    internal CategoryTexts(IReadOnlyList<PyValue> categories)
    {
        foreach (PyValue category in categories)
        {
            if (category.AsString() is { } text)
            {
                _texts.TryAdd(text, category);
            }
            else if (category.Kind == PyKind.Bool)
            {
                HasBools = true;
            }
            else if (category.TryGetDouble(out double number))
            {
                _numbers.TryAdd(number, category);
            }
        }
    }

    internal bool HasText => _texts.Count > 0;

    /// <summary>True when the model knows bools: then 1 and 0 are bools, unless they are categories themselves.</summary>
    private bool HasBools { get; }

    /// <param name="text">The text.</param>
    /// <param name="decimalSign">What stands for the point of a number; the texts of categories are found as they are.</param>
    /// <param name="category">The category.</param>
    internal bool TryFind(string text, char decimalSign, out PyValue category)
    {
        if (_texts.TryGetValue(text, out category))
        {
            return true;
        }

        if (HasBools && BoolWords.Of(text) is { } word)
        {
            category = word;
            return true;
        }

        if (decimalSign != '.' && text.Contains(decimalSign))
        {
            if (text.Contains('.'))
            {
                return false;
            }

            text = text.Replace(decimalSign, '.');
        }

        if ((_numbers.Count > 0 || HasBools) && NumberText.TryReadFloat(text, out double number) && !double.IsNaN(number))
        {
            category = _numbers.TryGetValue(number, out PyValue known) ? known
                : HasBools && number is 0 or 1 ? number == 1
                : FieldText.Number(text, number);
            return true;
        }

        return false;
    }
}
