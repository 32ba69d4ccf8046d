using Brine.Models;

namespace Brine.Tests.Models.Encoding;

/// <summary>OrdinalEncoder with <c>dtype=object</c> answers with Python's ints, and other dtypes than numbers are refused.</summary>
[Trait("Stage", "Python")]
public sealed class ObjectCodeTests
{
    [Fact]
    public void CodesAsObjectsAreThoseOfPython()
    {
        Python.Require();
        using var folder = new TemporaryFolder();
        string expected = Python.Run(
            """
            import pickle, sys
            import numpy as np
            from sklearn.linear_model import Ridge
            from sklearn.pipeline import make_pipeline
            from sklearn.preprocessing import OrdinalEncoder
            data = np.array([["c", 1.0], ["z", 2.0], [np.nan, 1.0], ["a", np.nan]], dtype=object)
            train = np.array([["a", 1.0], ["b", 2.0], ["c", np.nan], [np.nan, 1.0]], dtype=object)
            for name, options in {
                "ints": dict(unknown_value=-1, encoded_missing_value=-2),
                "float": dict(unknown_value=-1, encoded_missing_value=-2.0),
            }.items():
                encoder = OrdinalEncoder(dtype=object, handle_unknown="use_encoded_value", **options).fit(train)
                answer = encoder.transform(data)
                print(name, [type(cell).__name__ + " " + repr(cell) for cell in answer.ravel()], [repr(cell) for cell in encoder.inverse_transform(answer).ravel()])
                pickle.dump(encoder, open(f"{sys.argv[1]}/{name}.pkl", "wb"))
            plain = OrdinalEncoder(dtype="O").fit([[1.5], [0.5], [2.5]])
            print("plain", [type(cell).__name__ + " " + repr(cell) for cell in plain.transform([[2.5], [0.5]]).ravel()], [repr(cell) for cell in plain.inverse_transform(np.array([[2], [0]], dtype=object)).ravel()])
            pickle.dump(plain, open(f"{sys.argv[1]}/plain.pkl", "wb"))
            chain = make_pipeline(plain, Ridge()).fit([[1.5], [0.5], [2.5]], [1.0, 2.0, 4.0])
            print("chain", [repr(float(cell)) for cell in chain.predict([[2.5], [0.5]])])
            pickle.dump(chain, open(f"{sys.argv[1]}/chain.pkl", "wb"))
            pickle.dump(data, open(f"{sys.argv[1]}/data.pkl", "wb"))
            """,
            folder.Path);
        var lines = new List<string>();
        foreach (string name in (string[])["ints", "float", "plain"])
        {
            Estimator encoder = Model.Load(folder[name + ".pkl"]).Estimator;
            Features data = name == "plain" ? new Matrix(2, 1, [2.5, 0.5]) : DataFile.Read(folder["data.pkl"]);
            Assert.Null(encoder.Kernel(Methods.Transform));
            Answer answer = encoder.Call(Methods.Transform, data);
            Assert.Equal("object", answer.Array!.DType.Name);
            Answer back = encoder.Call(Methods.InverseTransform, Features.FromArray(answer.ToArray()));
            lines.Add($"{name} [{string.Join(", ", answer.ToArray().Elements().Select(cell => $"'{cell.Kind.ToString().ToLowerInvariant()} {cell}'"))}] [{string.Join(", ", back.ToArray().Elements().Select(Quoted))}]");
        }

        double[] predicted = Model.Load(folder["chain.pkl"]).Estimator.Call(Methods.Predict, new Matrix(2, 1, [2.5, 0.5])).ToArray()
            .ToDoubles();
        lines.Add($"chain [{string.Join(", ", predicted.Select(number => $"'{(Brine.Pickling.PyValue)number}'"))}]");
        Assert.Equal(expected, string.Join('\n', lines));
    }

    [Theory]
    [InlineData("OrdinalEncoder", "complex")]
    [InlineData("OrdinalEncoder", "np.longdouble")]
    [InlineData("OrdinalEncoder", "str")]
    [InlineData("OrdinalEncoder", "'M8[D]'")]
    [InlineData("OneHotEncoder", "complex")]
    [InlineData("OneHotEncoder", "object")]
    public void OtherDTypesAreRefusedByName(string type, string dtype)
    {
        Python.Require();
        using var folder = new TemporaryFolder();
        Python.Run(
            $"""
            import pickle, sys
            import numpy as np
            from sklearn.preprocessing import {type}
            pickle.dump({type}(dtype={dtype}).fit([["a"], ["b"]]), open(sys.argv[1], "wb"))
            """,
            folder["model.pkl"]);
        var error = Assert.Throws<UnsupportedModelException>(() => Model.Load(folder["model.pkl"]));
        Assert.Equal("UnsupportedOption", error.Code);
        Assert.Contains("dtype=", error.Message, StringComparison.Ordinal);
    }

    private static string Quoted(Brine.Pickling.PyValue cell) => cell.Kind == Brine.Pickling.PyKind.Str ? $"\"{cell}\"" : $"'{cell}'";
}
