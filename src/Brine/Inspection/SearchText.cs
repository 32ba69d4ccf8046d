using System.Text;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Scorers, splitters, distributions and grids of a search in one line, as Python would write them.</summary>
internal sealed class SearchText
{
    private const int MostItems = 20, MostDepth = 6, MostValues = 2_000;

    private static readonly string[] Scorers = ["_PredictScorer", "_ProbaScorer", "_ThresholdScorer", "_Scorer"];

    private readonly StringBuilder _text = new();
    private int _left = MostValues;

    private SearchText()
    {
    }

    /// <summary>The text of a value; of what has very many parts the first ones.</summary>
    internal static string Of(PyValue value)
    {
        var writer = new SearchText();
        writer.Write(value, 0);
        return writer._text.ToString();
    }

    private void Write(PyValue value, int depth)
    {
        if (--_left < 0 || depth > MostDepth)
        {
            _text.Append("...");
        }
        else if (value.As<PyDict>() is { } dict)
        {
            _text.Append('{');
            int count = 0;
            foreach ((PyValue key, PyValue item) in dict)
            {
                if (!Separate(count++))
                {
                    break;
                }

                Write(key, depth + 1);
                _text.Append(": ");
                Write(item, depth + 1);
            }

            _text.Append('}');
        }
        else if (ItemsOf(value) is { } items)
        {
            bool isTuple = value.As<PyTuple>() is not null;
            _text.Append(isTuple ? '(' : '[');
            int count = 0;
            foreach (PyValue item in items)
            {
                if (!Separate(count++))
                {
                    break;
                }

                Write(item, depth + 1);
            }

            _text.Append(isTuple ? count == 1 ? ",)" : ")" : "]");
        }
        else if (PyObject.NameOf(value) is { } name)
        {
            _text.Append(name.Name);
        }
        else if (value.As<PyObject>() is { } instance && NDArray.From(value) is null)
        {
            WriteObject(instance, depth);
        }
        else
        {
            _text.Append(NDArray.From(value) is { Rank: 0 } scalar ? scalar.Elements().First().ToString() : value.ToString());
        }
    }

    private static IEnumerable<PyValue>? ItemsOf(PyValue value) => value.As<PyList>() is { } list ? list
        : value.As<PyTuple>() is { } tuple ? tuple.Items.ToArray()
        : value.As<PyObject>() is not null && NDArray.From(value) is { Rank: > 0 } array ? array.Elements() : null;

    private void WriteObject(PyObject instance, int depth)
    {
        string name = instance.Class?.Name ?? "object";
        var arguments = new List<(string Name, PyValue Value, string? Default)>();
        if (name.EndsWith("_frozen", StringComparison.Ordinal) && Attribute(instance, "dist").As<PyObject>() is { } distribution)
        {
            name = (distribution.Class?.Name ?? name).Replace("_gen", "", StringComparison.Ordinal);
            arguments.AddRange((ItemsOf(Attribute(instance, "args")) ?? []).Select(item => ("", item, (string?)null)));
            arguments.AddRange(Pairs(Attribute(instance, "kwds")));
        }
        else if (Scorers.Contains(name))
        {
            name = "make_scorer";
            arguments.Add(("", Attribute(instance, "_score_func"), null));
            if (Attribute(instance, "_sign").TryGetDouble(out double sign) && sign < 0)
            {
                arguments.Add(("greater_is_better", false, null));
            }

            arguments.AddRange(Pairs(Attribute(instance, "_kwargs")));
        }
        else if (name is "ParameterGrid" or "ParameterSampler")
        {
            arguments.Add(("", Attribute(instance, name == "ParameterGrid" ? "param_grid" : "param_distributions"), null));
        }
        else if (instance.Class is { } type && SklearnCatalog.Find(type) is { } known)
        {
            // Of an estimator the parameters that are not the default ones.
            arguments.AddRange(known.Parameters.Where(fact => instance.TryGetAttribute(fact.Name, out _))
                .Select(fact => (fact.Name, Attribute(instance, fact.Name), (string?)fact.Value)));
        }
        else
        {
            // Splitters are printed with what __init__ takes, by name; TimeSeriesSplit keeps what it does not take.
            string[] kept = name == "TimeSeriesSplit" ? ["random_state", "shuffle", "cv", "cvargs"] : ["cv", "cvargs"];
            arguments.AddRange((instance.Attributes is { } attributes ? Pairs(attributes) : []).Concat(Pairs(Attribute(instance, "cvargs")))
                .Where(item => !item.Name.StartsWith('_') && !item.Name.EndsWith('_') && !kept.Contains(item.Name))
                .OrderBy(item => item.Name, StringComparer.Ordinal));
        }

        WriteCall(name, arguments, depth);
    }

    private void WriteCall(string name, List<(string Name, PyValue Value, string? Default)> arguments, int depth)
    {
        _text.Append(name).Append('(');
        int count = 0;
        foreach ((string argument, PyValue value, string? usual) in arguments)
        {
            int start = _text.Length;
            if (!Separate(count))
            {
                break;
            }

            _text.Append(argument.Length > 0 ? argument + "=" : "");
            int valueStart = _text.Length;
            Write(value, depth + 1);
            if (usual is not null && _text.ToString(valueStart, _text.Length - valueStart) == usual)
            {
                _text.Length = start;
                continue;
            }

            count++;
        }

        _text.Append(')');
    }

    /// <summary>Writes a comma between items; false where there were enough.</summary>
    private bool Separate(int count)
    {
        _text.Append(count == 0 ? "" : ", ").Append(count < MostItems && _left > 0 ? "" : "...");
        return count < MostItems && _left > 0;
    }

    private static IEnumerable<(string Name, PyValue Value, string? Default)> Pairs(PyValue dict) =>
        (dict.As<PyDict>() ?? []).Select(item => (item.Key.AsString() ?? "", item.Value, (string?)null));

    private static PyValue Attribute(PyObject instance, string name) => instance.TryGetAttribute(name, out PyValue value) ? value : default;
}
