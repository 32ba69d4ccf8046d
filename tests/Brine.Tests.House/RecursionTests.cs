using Brine.Pickling;

namespace Brine.Tests.House;

/// <summary>Nothing recurses on a value: a list that holds itself, or a million lists in one another, must not end the process.</summary>
public class RecursionTests
{
    private static readonly HashSet<string> Values =
    [
        .. ((Type[])[typeof(PyValue), typeof(PyList), typeof(PyDict), typeof(PyTuple), typeof(PySet), typeof(PyObject)])
            .Select(type => type.FullName!),
    ];

    /// <summary>Methods that count how deep they are and refuse, or go one level down and no further: what bounds each of them.</summary>
    private static readonly Dictionary<string, string> Bounded = new(StringComparer.Ordinal)
    {
        ["Brine.Pickling.PySet::SetEquals(Brine.Pickling.PySet)"] = "64 sets in one another, 100,000 steps",
        ["Brine.Pickling.PyObject::IsSameValue(Brine.Pickling.PyObject)"] = "compares arguments that have no parts",
        ["Brine.Pickling.PyObject::ValueHash()"] = "hashes arguments that have no parts",
        ["Brine.Arrays.DTypeReader::From(Brine.Pickling.PyValue,Int32)"] = "16 dtypes in one another",
        ["Brine.Arrays.NpyDescriptor::Read(Brine.Pickling.PyValue,Int32)"] = "16 dtypes in one another",
        ["Brine.Arrays.PythonLiteral::TryReadDict(Brine.Pickling.PyValue&)"] = "32 literals in one another",
        ["Brine.Arrays.PythonLiteral::TryReadSequence(Char,Brine.Pickling.PyValue&)"] = "32 literals in one another",
        ["Brine.Arrays.ElementText::ObjectText(Brine.Pickling.PyValue,Boolean,Brine.Arrays.ArrayNesting)"] =
            "6 arrays in one another, 2,000 in all",
        ["Brine.GraphCopy::CopyWhole(Brine.Pickling.PyObject,Brine.Place)"] = "50 objects that are made anew in one another",
        ["Brine.SearchText::Write(Brine.Pickling.PyValue,Int32)"] = "6 values in one another, 2,000 in all",
        ["Brine.Arrays.PandasText::Of(Brine.Pickling.PyValue)"] = "24 pandas objects in one another",
        ["Brine.Arrays.PandasDType::TextOf(Brine.Pickling.PyValue)"] = "24 pandas objects in one another",
        ["Brine.Arrays.PandasArray::From(Brine.Pickling.PyValue,Int32)"] = "24 pandas objects in one another",
        ["Brine.Arrays.PandasIndex::From(Brine.Pickling.PyValue)"] = "24 pandas objects in one another",
        ["Brine.Pickling.MappingReader::Read(Brine.Pickling.PyValue,Brine.Pickling.PickleConverter`1<!!0>)"] =
            "200 converters inside each other",
        ["Brine.Pickling.NullableConverter`1::Read(Brine.Pickling.PyValue,Brine.Pickling.MappingReader)"] =
            "as many as types in one another",
        ["Brine.Pickling.NullableConverter`1::TryRead(Brine.Pickling.PyValue,Brine.Pickling.MappingReader,System.Nullable`1<!0>&)"] =
            "as many as types in one another",
        ["Brine.Pickling.OptionalConverter`1::Read(Brine.Pickling.PyValue,Brine.Pickling.MappingReader)"] =
            "as many as types in one another",
        ["Brine.Pickling.OptionalConverter`1::TryRead(Brine.Pickling.PyValue,Brine.Pickling.MappingReader,!0&)"] =
            "as many as types in one another",
        ["Brine.Pickling.PickleEnumConverter`1::ReadUnion(Brine.Pickling.PyObject,Brine.Pickling.MappingReader)"] =
            "walks a union with a stack, and reads members alone",
        ["Brine.Pickling.PickleConverter`1::TryReadObject(Brine.Pickling.PyValue,Brine.Pickling.MappingReader,Object&)"] =
            "asks the converter of a class once",
        ["Brine.Pickling.MappingWriter::WritePart(!!0,Brine.Pickling.PickleConverter`1<!!0>)"] =
            "parts that have parts are frames; at once only what has none is written",
        ["Brine.Pickling.PickleConverter`1::WriteObject(Object,Brine.Pickling.MappingWriter)"] = "asks the converter of a class once",
        ["Brine.Pickling.NullableConverter`1::Write(System.Nullable`1<!0>,Brine.Pickling.MappingWriter)"] =
            "as many as types in one another",
        ["Brine.Pickling.OptionalConverter`1::Write(!0,Brine.Pickling.MappingWriter)"] = "as many as types in one another",
        ["Brine.Pickling.DynamicConverter::TryRead(Brine.Pickling.PyValue,Brine.Pickling.MappingReader,Object&)"] =
            "asks the converter of tuples, of sets or of a class once; their items are frames",
        ["Brine.Pickling.MappedItems`1::Get(Int32)"] =
            "describes one object; deferred lists in it are described when the pickler comes to them, not inside",
        ["Brine.Pickling.MappingContext::StepEarly(Brine.Pickling.MappingFrame)"] = "one step, not inside another such",
        ["Brine.Models.EstimatorTable::Read(Brine.Pickling.PyValue,String,Int32,Brine.Models.ReadContext)"] =
            "estimators in one another, counted",
        ["Brine.Training.Trainer::Train(Brine.Training.FitCall)"] = "as many as the user's code nests; a file nests 64",
        ["Brine.Verification.ValueComparer::IsLike(System.Text.Json.JsonElement,Brine.Pickling.PyValue)"] = "16 trials in one another",
        ["Brine.ValueTree::Build(String,Brine.Pickling.PyValue,String,Int32)"] = "40 levels, 20,000 lines",
    };

    [Fact]
    public void NoMethodThatTakesAValueReachesItself()
    {
        var graph = new CallGraph(
            [.. Directory.GetFiles(AppContext.BaseDirectory, "*rine*.dll")
                .Where(file => !Path.GetFileName(file).StartsWith("Brine.Tests.", StringComparison.Ordinal))],
            new HashSet<string>([typeof(Brine.Models.EstimatorReader).FullName!]));
        Assert.True(graph.Methods.Count() > 5000, "the IL is not read any more");
        Assert.All(Bounded.Keys, method => Assert.True(graph.Methods.Contains(method), $"{method} is not there any more"));
        Assert.All(Bounded.Keys,
            method => Assert.True(
                graph.Circles(Bounded.Keys.Where(other => other != method).ToHashSet()).Any(circle => circle.Contains(method)),
                $"{method} needs no exception any more"));
        var found = graph.Circles(Bounded.Keys.ToHashSet()).Where(circle => circle.Any(method => graph.TypesOf(method).Overlaps(Values)))
            .ToList();
        Assert.True(found.Count == 0, string.Join("\n\n", found.Select(circle => string.Join("\n", circle))));
    }
}
