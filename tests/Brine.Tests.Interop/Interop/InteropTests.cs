using System.Globalization;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Interop;

/// <summary>What Python wrote, Brine reads; what Brine writes, Python reads.</summary>
[Trait("Stage", "Python")]
public sealed class InteropTests
{
    private const string Train = """
        import sys, pickle, joblib, numpy as np
        from sklearn.datasets import load_iris
        from sklearn.linear_model import LogisticRegression
        from sklearn.ensemble import RandomForestClassifier, HistGradientBoostingClassifier, GradientBoostingClassifier
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler
        from sklearn.svm import SVC
        from sklearn.neighbors import KNeighborsClassifier
        X, y = load_iris(return_X_y=True)
        names = np.array(["setosa", "versicolor", "virginica"], dtype=object)[y]
        for name, model in dict(lr=LogisticRegression(max_iter=500), rf=RandomForestClassifier(5, random_state=0), hgb=HistGradientBoostingClassifier(max_iter=3),
                                gb=GradientBoostingClassifier(n_estimators=3), pipe=make_pipeline(StandardScaler(), SVC(probability=True)), knn=KNeighborsClassifier(algorithm="kd_tree")).items():
            model.fit(X, names)
            for protocol in range(6):
                pickle.dump(model, open(f"{sys.argv[1]}/{name}.{protocol}.pkl", "wb"), protocol)
                joblib.dump(model, f"{sys.argv[1]}/{name}.{protocol}.joblib", protocol=protocol)
        """;

    private const string Predict = """
        import os, sys, pickle, joblib, numpy as np
        from sklearn.datasets import load_iris
        X, _ = load_iris(return_X_y=True)
        folder, tried, right = sys.argv[1], 0, 0
        for file in sorted(os.listdir(folder + "/out")):
            name = file.split(".")[0]
            old = pickle.load(open(f"{folder}/{name}.4.pkl", "rb"))
            path = f"{folder}/out/{file}"
            new = joblib.load(path) if file.endswith(".joblib") else pickle.load(open(path, "rb"))
            tried += 1
            right += np.array_equal(old.predict_proba(X), new.predict_proba(X)) and list(old.predict(X)) == list(new.predict(X))
        print(f"{right} of {tried}")
        """;

    [Fact]
    public void ValuesComeBackEqualAtEveryProtocol()
    {
        using var folder = new TemporaryFolder();
        string script = File.ReadAllText(Repo.File("tests", "Brine.Tests.Interop", "Interop", "interop_values.py"));
        Python.Run(script, "write", folder.Path);
        int written = 0;
        foreach (string file in Directory.GetFiles(folder.Path, "*.pkl"))
        {
            PickleFile read = PickleFile.Open(file);
            Assert.Equal(file[^5].ToString(), read.Protocol.ToString(CultureInfo.InvariantCulture));
            for (int protocol = 0; protocol <= 5; protocol++)
            {
                byte[] bytes = Pickler.Dump(read.Value, new PicklerOptions { Protocol = protocol });
                File.WriteAllBytes($"{file}.{protocol}.out", bytes);
                written++;
                if (protocol == read.Protocol)
                {
                    Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes),
                        $"{Path.GetFileName(file)} is not written as it was");
                }
            }
        }

        string report = Python.Run(script, "check", folder.Path);
        Assert.Equal($"{written} of {written}", report);
    }

    [Fact]
    public void ModelsPredictTheSameAfterConversion()
    {
        using var folder = new TemporaryFolder();
        Python.Run(Train, folder.Path);
        Directory.CreateDirectory(folder["out"]);
        int converted = 0;
        foreach (string file in Directory.GetFiles(folder.Path))
        {
            string name = Path.GetFileName(file);
            FileConverter.Convert(file, folder[$"out/{name}.joblib"],
                new ConvertOptions { Compress = converted % 2 == 0 ? null : "zlib:3" });
            FileConverter.Convert(file, folder[$"out/{name}.pkl"]);
            FileConverter.Convert(folder[$"out/{name}.joblib"], folder[$"out/{name}.back.pkl"], new ConvertOptions { Protocol = 4 });
            converted += 3;
        }

        Assert.Equal(108 * 2, converted);
        Assert.Equal($"{converted} of {converted}", Python.Run(Predict, folder.Path));
    }

    [Fact]
    public void JoblibFilesAreWrittenAsJoblibWritesThem()
    {
        using var folder = new TemporaryFolder();
        Python.Run(Train, folder.Path);
        foreach (string file in Directory.GetFiles(folder.Path, "*.joblib"))
        {
            FileConverter.Convert(file, folder["again.joblib"]);
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(folder["again.joblib"])), Path.GetFileName(file));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void PythonReadsDotNetValues(int protocol)
    {
        using var folder = new TemporaryFolder();
        var value = new Dictionary<string, object?>
        {
            ["numbers"] = new List<object?> { 1, 2.5, true, null, ulong.MaxValue, 1.10m },
            ["text"] = "\u20ac\ud800",
            ["bytes"] = new byte[] { 0, 255 },
            ["tuple"] = (1, "b"),
            ["set"] = new HashSet<int> { 3 },
            ["matrix"] = new[,] { { 1.5, 2 }, { 3, 4 } },
            ["flags"] = new[] { true, false },
        };
        var options = new SaveOptions { Protocol = protocol, Mapping = new() { NumpyArrays = true } };
        Pickle.Dump(value, folder["a.pkl"], options);
        Joblib.Dump(value, folder["a.joblib"], "gzip:3", options);
        const string Show =
            "import sys, pickle, joblib; print(ascii(joblib.load(sys.argv[1]) if sys.argv[1].endswith('joblib') else "
                + "pickle.load(open(sys.argv[1], 'rb'))))";
        string expected = """
            {'numbers': [1, 2.5, True, None, 18446744073709551615, Decimal('1.10')], 'text': '\u20ac\ud800', 'bytes': b'\x00\xff', 'tuple': (1, 'b'), 'set': {3}, 'matrix': array([[1.5, 2. ],
                   [3. , 4. ]]), 'flags': array([ True, False])}
            """;
        Assert.Equal(expected, Python.Run(Show, folder["a.pkl"]));
        Assert.Equal(expected, Python.Run(Show, folder["a.joblib"]));
    }
}
