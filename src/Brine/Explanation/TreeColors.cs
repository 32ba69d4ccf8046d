using Brine.Models;

namespace Brine;

/// <summary>The colors of drawn nodes: <c>_color_brew</c>, <c>get_fill_color</c> and <c>get_color</c> of scikit-learn's exporter.</summary>
internal sealed class TreeColors
{
    private readonly ExportedTree _exported;
    private readonly (int Red, int Green, int Blue)[] _hues;
    private readonly (double Lowest, double Highest)? _bounds;

    internal TreeColors(ExportedTree exported)
    {
        _exported = exported;
        _hues = Hues(exported.ClassCount);
        DecisionTree tree = exported.Tree;
        if (tree.OutputCount != 1)
        {
            _bounds = Range(Enumerable.Range(0, tree.NodeCount).Select(node => -tree.Impurity(node)));
        }
        else if (exported.ClassCount == 1)
        {
            (double Lowest, double Highest) range = Range(tree.Values.ToArray());
            _bounds = range.Lowest == range.Highest ? null : range;
        }
    }

    /// <summary>The color of a node, <c>#rrggbb</c>.</summary>
    internal string Of(int node)
    {
        DecisionTree tree = _exported.Tree;
        if (_bounds is { } bounds)
        {
            double value = tree.OutputCount != 1 ? -tree.Impurity(node) : tree.Value(node)[0];
            return Mix(_hues[0], (value - bounds.Lowest) / (bounds.Highest - bounds.Lowest));
        }

        double[] shares = _exported.ClassCount == 1 ? [tree.Value(node)[0]] : _exported.Values(node, 0, asShares: true);
        (int Red, int Green, int Blue) hue = _hues[Math.Min(Labels.LargestIndex(shares), _hues.Length - 1)];
        if (shares.Length == 1)
        {
            return Mix(hue, 0);
        }

        Array.Sort(shares);
        return Mix(hue, (shares[^1] - shares[^2]) / (1 - shares[^2]));
    }

    private static (double Lowest, double Highest) Range(IEnumerable<double> values)
    {
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        foreach (double value in values)
        {
            lowest = Math.Min(lowest, value);
            highest = Math.Max(highest, value);
        }

        return (lowest, highest);
    }

    private static string Mix((int Red, int Green, int Blue) color, double alpha)
    {
        return $"#{Channel(color.Red):x2}{Channel(color.Green):x2}{Channel(color.Blue):x2}";

        int Channel(int part) => (int)Math.Clamp(Math.Round((alpha * part) + ((1 - alpha) * 255), MidpointRounding.ToEven), 0, 255);
    }

    /// <summary>Colors whose hues are as far apart as can be.</summary>
    private static (int Red, int Green, int Blue)[] Hues(int count)
    {
        const double Saturation = 0.75, Value = 0.9;
        double chroma = Saturation * Value, least = Value - chroma, step = 360.0 / count;

        // np.arange(25, 385, step) has one more than asked for where the division rounds.
        var colors = new (int, int, int)[(int)Math.Ceiling(360 / step)];
        for (int i = 0; i < colors.Length; i++)
        {
            double place = (int)(25 + (i * step)) / 60.0, middle = chroma * (1 - Math.Abs((place % 2) - 1));
            (double red, double green, double blue) = (int)place switch
            {
                0 => (chroma, middle, 0.0),
                1 => (middle, chroma, 0.0),
                2 => (0.0, chroma, middle),
                3 => (0.0, middle, chroma),
                4 => (middle, 0.0, chroma),
                5 => (chroma, 0.0, middle),
                _ => (chroma, middle, 0.0),
            };
            colors[i] = ((int)(255 * (red + least)), (int)(255 * (green + least)), (int)(255 * (blue + least)));
        }

        return colors;
    }
}
