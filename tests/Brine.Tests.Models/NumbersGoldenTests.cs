using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>The cases of Golden/numbers, made by the script beside them: every answer has Python's dtype, shape, kinds and bits, and what
/// Python refuses is refused.</summary>
public sealed class NumbersGoldenTests
{
    private static readonly Dictionary<string, PyValue> Cases = Load();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_have_the_kinds_and_bits_of_Python(string name)
    {
        PyDict entry = Cases[name].As<PyDict>()!;
        var wrong = new List<string>();
        foreach ((PyValue key, PyValue expected) in entry["answers"].As<PyDict>()!)
        {
            string method = key.AsString()!;
            bool isRefused = expected.AsString() is not null;
            try
            {
                Answer answer = Ask(entry, method);
                string? difference = isRefused ? "answered where Python " + expected.AsString()
                    : StrictAnswers.Difference(expected, answer);
                if (difference is not null)
                {
                    wrong.Add($"{method}: {difference}");
                }
            }
            catch (Exception error) when (isRefused && error is ModelInputException or UnsupportedModelException)
            {
            }
        }

        Assert.True(wrong.Count == 0, string.Join("; ", wrong));
    }

    private static Answer Ask(PyDict entry, string method)
    {
        var model = Model.From(entry["model"]);
        Features data = PickledFeatures.Read(entry["data"], model.Estimator.InputKinds is [var kind] ? kind : null);
        if (method == "get_feature_names_out")
        {
            // The script stores the names, which are objects, as text.
            NDArray names = model.Call(method, data).ToArray();
            Assert.NotNull(names.Objects);
            return NpzAnswers.WithoutObjects(names);
        }

        if (method != "inverse_transform")
        {
            return model.Call(method, data);
        }

        return entry.TryGetValue("given", out PyValue given) ? model.Call(method, PickledFeatures.Read(given))
            : model.Call(method, StrictAnswers.ToFeatures(model.Call("transform", data)));
    }

    private static Dictionary<string, PyValue> Load()
    {
        var cases = new Dictionary<string, PyValue>();
        foreach (string file in Directory.GetFiles(Repo.Golden("numbers"), "numbers-*.pkl").Order())
        {
            string version = Path.GetFileNameWithoutExtension(file)["numbers-".Length..];
            foreach (PyValue entry in Pickle.Load(file).As<PyList>()!)
            {
                cases.Add($"{version} {entry.As<PyDict>()!["name"].AsString()}", entry);
            }
        }

        return cases;
    }
}
