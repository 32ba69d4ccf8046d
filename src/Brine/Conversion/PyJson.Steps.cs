using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>What is written for a container, step by step, so that no depth of a value is a depth of calls.</summary>
internal sealed partial class PyJson
{
    private static Step Text(string name, string text) => new('v', name, text, null, default);

    private static Step Token(char token, string? name = null) => new(token, name, default, null, default);

    private static IEnumerable<Step> Items(IEnumerable<PyValue> items, object parent)
    {
        yield return Token('[');
        int index = 0;
        foreach (PyValue item in items)
        {
            yield return new Step('v', null, item, parent, new Place("", Index: index++));
        }

        yield return Token(']');
    }

    private static IEnumerable<Step> Entries(PyDict dict, object parent)
    {
        bool named = true;
        for (int i = 0; i < dict.Count; i++)
        {
            named &= dict.Keys[i].Kind == PyKind.Str;
        }

        yield return Token('{');
        if (named)
        {
            for (int i = 0; i < dict.Count; i++)
            {
                string name = dict.Keys[i].AsString()!;
                yield return new Step('v', name, dict.Values[i], parent, new Place(".", name));
            }
        }
        else
        {
            yield return Text("$", "dict");
            yield return Token('[', "entries");
            for (int i = 0; i < dict.Count; i++)
            {
                yield return Token('[');
                yield return new Step('v', null, dict.Keys[i], parent, new Place(".entries", Index: i, Rest: "[0]"));
                yield return new Step('v', null, dict.Values[i], parent, new Place(".entries", Index: i, Rest: "[1]"));
                yield return Token(']');
            }

            yield return Token(']');
        }

        yield return Token('}');
    }

    private static IEnumerable<Step> Instance(PyObject instance)
    {
        yield return Token('{');
        yield return Text("$", instance.Class?.FullName ?? "object");
        if (instance.Arguments.Count > 0
            && !(instance.Arguments.Count == 1 && ReferenceEquals(instance.Arguments[0].Reference, instance.Class)))
        {
            yield return new Step('v', "args", instance.Arguments, instance, new Place(Arguments));
        }

        if (instance.KeywordArguments is { Count: > 0 } keywords)
        {
            yield return new Step('v', "kwargs", keywords, instance, new Place(".kwargs"));
        }

        if (instance.ListItems is { Count: > 0 } items)
        {
            yield return new Step('v', "items", items, instance, new Place(".items"));
        }

        if (instance.DictItems is { Count: > 0 } entries)
        {
            yield return new Step('v', "entries", entries, instance, new Place(".entries"));
        }

        if (instance.HasState && !instance.State.IsNone)
        {
            yield return new Step('v', "state", instance.State, instance, new Place(".state"));
        }

        yield return Token('}');
    }

    private static IEnumerable<Step> Persistent(PyPersistent persistent)
    {
        yield return Token('{');
        yield return Text("$", "persistent");
        yield return new Step('v', "id", persistent.Id, persistent, new Place(".id"));
        yield return Token('}');
    }

    private static IEnumerable<Step> Unknown(object reference)
    {
        yield return new Step('v', null, reference.ToString(), null, default);
    }

    private static IEnumerable<Step> ArraySteps(NDArray array, object parent)
    {
        yield return Token('{');
        yield return Text("$", array.IsScalar ? "scalar" : "ndarray");
        yield return Text("dtype", array.DType.ToString());
        int[] shape = array.Shape.ToArray();
        yield return Token('[', array.IsScalar ? "value" : "shape");
        if (array.IsScalar)
        {
            yield return new Step('v', null, array[0], parent, new Place(".value[0]"));
        }

        foreach (int size in shape)
        {
            yield return new Step('v', null, size, null, default);
        }

        yield return Token(']');
        if (!array.IsScalar)
        {
            yield return Token('[', "data");
            int inner = shape[1..].Aggregate(1, (product, size) => product * size);
            for (int i = 0; i < array.Length; i++)
            {
                // A bracket opens where an axis begins, and closes where it ends.
                for (int axis = 1, size = inner; axis < shape.Length; size /= Math.Max(1, shape[axis++]))
                {
                    if (size > 0 && i % size == 0)
                    {
                        yield return Token('[');
                    }
                }

                yield return new Step('v', null, array[i], parent, new Place(".data", Index: i));
                for (int axis = 1, size = inner; axis < shape.Length; size /= Math.Max(1, shape[axis++]))
                {
                    if (size > 0 && (i + 1) % size == 0)
                    {
                        yield return Token(']');
                    }
                }
            }

            yield return Token(']');
        }

        yield return Token('}');
    }
}
