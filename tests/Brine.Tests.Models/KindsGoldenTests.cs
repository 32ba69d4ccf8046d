using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>
/// The cases of Golden/numbers/kinds-*.pkl, made by the script beside them: every class, asked about one table in each form that Python
/// knows, answers in Python's dtype with Python's numbers, or refuses where Python does.
/// </summary>
public sealed class KindsGoldenTests
{
    private static readonly Dictionary<string, (PyDict Entry, PyDict Data)> Cases = Load();

    /// <summary>Forms that Brine refuses although Python takes them: complex numbers, and lists of objects, which numpy adds one by
    /// one.</summary>
    private static readonly string[] RefusedForms = ["complex128", "list of decimals", "list with None"];

    /// <summary>Forms whose numbers numpy holds as objects, or in long doubles: Brine answers in float64, also where Python stumbles over
    /// them.</summary>
    private static readonly string[] WidenedForms = ["frame category", "longdouble", "frame longdouble", "column longdouble",
        "sparse longdouble"];

    /// <summary>What else differs, and why.</summary>
    private static readonly (string Class, string Form, string Why)[] Others =
    [
        ("CategoricalNB", "U", "the text of whole numbers is read as such, that of others is not"),
        ("CategoricalNB", ">U4", "the text of whole numbers is read as such, that of others is not"),
        ("CategoricalNB", "S", "the text of whole numbers is read as such, that of others is not"),
        ("CategoricalNB", "list of text", "the text of whole numbers is read as such, that of others is not"),
        ("CategoricalNB", "list of text and numbers", "the text of whole numbers is read as such, that of others is not"),
        ("OneHotEncoder", "objects with huge", "a large int is asked whether it is NaN"),
        ("OrdinalEncoder", "objects with huge", "a large int is asked whether it is NaN"),
        ("Birch", "sparse ", "distances are added in place, which fails where one side is float64"),
        ("Birch", "frame ", "distances are added in place, which fails where the columns of a frame lie one behind the other"),
    ];

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_form_of_a_table_is_answered_as_Python_answers_it(string name)
    {
        (PyDict entry, PyDict data) = Cases[name];
        var model = Model.From(entry["model"]);
        var wrong = new List<string>();
        foreach ((PyValue key, PyValue forms) in entry["answers"].As<PyDict>()!)
        {
            foreach ((PyValue form, PyValue expected) in forms.As<PyDict>()!)
            {
                if (Difference(model, key.AsString()!, form.AsString()!, data[form], expected) is { } difference)
                {
                    wrong.Add($"{key.AsString()} of {form.AsString()}: {difference}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static string? Difference(Model model, string method, string form, PyValue data, PyValue expected)
    {
        bool isRefused = expected.AsString() is not null;
        try
        {
            Features x = PickledFeatures.Read(data, model.Estimator.InputKinds is [var kind] ? kind : null);
            Answer answer = model.Call(method, x);
            return isRefused && (WidenedForms.Contains(form) || IsKnown(model, form)) ? null
                : WidenedForms.Contains(form) && !isRefused ? null
                : isRefused ? $"answered where Python {expected.AsString()}" : StrictAnswers.Difference(expected, answer, 1e-5);
        }
        catch (Exception error) when (error is ModelInputException or UnsupportedModelException or PickleException)
        {
            return isRefused || RefusedForms.Contains(form) || IsKnown(model, form) ? null
                : $"refused where Python answers: {error.Message}";
        }
    }

    private static bool IsKnown(Model model, string form) =>
        Others.Any(other => other.Class == model.Estimator.ClassName
            && (other.Form.EndsWith(' ') ? form.StartsWith(other.Form, StringComparison.Ordinal) : form == other.Form));

    private static Dictionary<string, (PyDict, PyDict)> Load()
    {
        var cases = new Dictionary<string, (PyDict, PyDict)>();
        foreach (string file in Directory.GetFiles(Repo.Golden("numbers"), "kinds-*.pkl").Order())
        {
            string version = Path.GetFileNameWithoutExtension(file)["kinds-".Length..];
            PyDict content = Pickle.Load(file).As<PyDict>()!;
            foreach (PyValue entry in content["cases"].As<PyList>()!)
            {
                PyDict one = entry.As<PyDict>()!;
                cases.Add($"{version} {one["name"].AsString()}", (one, content["data"].As<PyDict>()!));
            }
        }

        return cases;
    }
}
