using System.Globalization;

namespace Brine.Server;

/// <summary>What somebody filled in, for the columns that the last step of a model is given: steps before it scale, code and rename
/// them.</summary>
/// <param name="form">The form.</param>
/// <param name="values">What stands in its fields.</param>
internal sealed class GivenValues(RowForm form, IReadOnlyList<string> values)
{
    /// <summary>The column of the form, and what stands there; null where a column is given as it is, or made of several.</summary>
    internal (string Name, string Text)? Of(FeatureContribution item)
    {
        if (ColumnOf(item.Name) is not { } column)
        {
            return null;
        }

        ModelInput input = form.Inputs[column];
        string text = form.IsNumber(column) ? RowForm.PointOf(values[column]) : values[column].Trim();
        bool isSame = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && ShownNumber.Of(number, 4) == ShownNumber.Of(item.Value, 4) && item.Name.EndsWith(input.Name, StringComparison.Ordinal);
        return isSame || text.Length == 0 ? null : (input.Name, text);
    }

    /// <summary>The column of the form of which <c>age</c>, <c>numbers__age</c>, <c>port_Oslo</c> or <c>words__port_Oslo</c> is made: the
    /// one with the longest name.</summary>
    private int? ColumnOf(string made)
    {
        int? found = null;
        int prefix = made.IndexOf("__", StringComparison.Ordinal);
        for (int i = 0; i < form.Inputs.Count; i++)
        {
            string name = form.Inputs[i].Name;
            if ((IsMadeOf(made, i) || (prefix > 0 && IsMadeOf(made[(prefix + 2)..], i)))
                && (found is not { } other || name.Length > form.Inputs[other].Name.Length))
            {
                found = i;
            }
        }

        return found;
    }

    private bool IsMadeOf(string made, int column)
    {
        string name = form.Inputs[column].Name;
        return made == name || (!form.IsNumber(column) && !form.IsDocument(column) && made.StartsWith(name, StringComparison.Ordinal)
            && made.Length > name.Length && made[name.Length] == '_' && form.Options(column).Contains(made[(name.Length + 1)..]));
    }
}
