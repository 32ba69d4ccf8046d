using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Skops;

[Trait("Stage", "Python")]
public sealed class SkopsConversionTests
{
    private const string Fit = """
        import sys, pickle, numpy as np
        from scipy import sparse
        from sklearn import datasets, ensemble, linear_model, neighbors, pipeline, preprocessing, svm
        X, y = datasets.load_iris(return_X_y=True); X = X[::3]; y = y[::3]
        models = [pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.SGDClassifier(random_state=1)), ensemble.RandomForestClassifier(3, random_state=1), ensemble.GradientBoostingClassifier(n_estimators=2, random_state=1),
                  ensemble.HistGradientBoostingClassifier(max_iter=2, random_state=1), neighbors.KNeighborsClassifier(algorithm='ball_tree'), svm.SVC(probability=True, random_state=1)]
        """;

    [Fact]
    public void AModelThatWentThroughSkopsPredictsTheSameInPython()
    {
        using var folder = new TemporaryFolder();
        Python.Run(Fit
            + "\nmodels = [m.fit(X, y) for m in models] + [sparse.coo_matrix(X), np.random.RandomState(3)]\npickle.dump(models, "
            + "open(sys.argv[1], 'wb'))", folder["in.pkl"]);
        FileConverter.Convert(folder["in.pkl"], folder["m.skops"]);
        FileConverter.Convert(folder["m.skops"], folder["out.pkl"]);
        Assert.Equal("True", Python.Run(
            Fit + "\n" + """
            a, b = (pickle.load(open(f, 'rb')) for f in sys.argv[1:])
            same = [np.array_equal(m.predict(X), n.predict(X)) and np.array_equal(getattr(m, 'predict_proba', m.predict)(X), getattr(n, 'predict_proba', n.predict)(X)) for m, n in zip(a[:-2], b[:-2])]
            print(all(same) and (a[-2] != b[-2]).nnz == 0 and a[-1].normal() == b[-1].normal())
            """,
            folder["in.pkl"],
            folder["out.pkl"]));
    }

    [Fact]
    public void TheCommandWritesSkopsAndSaysWhatItCannot()
    {
        using var folder = new TemporaryFolder();
        string model = Repo.Golden("skops", "written", "trees.pkl");
        Assert.Equal(0, Support.Cli.Run("convert", model, folder["stored.skops"]).Exit);
        Assert.Equal(0, Support.Cli.Run("convert", model, folder["packed.skops"], "--compress", "zlib:9", "--protocol", "1").Exit);
        Assert.True(new FileInfo(folder["packed.skops"]).Length * 4 < new FileInfo(folder["stored.skops"]).Length);
        Assert.Equal(1, SkopsFile.Read(UnpackedFile.Open(folder["packed.skops"])).Protocol);
        Assert.Contains("skops, protocol 2", Support.Cli.Run("inspect", folder["stored.skops"]).Output, StringComparison.Ordinal);

        var list = new PyList();
        list.Add(list);
        Pickle.Dump((PyValue)list, folder["ring.pkl"]);
        (int exit, _, string error) = Support.Cli.Run("convert", folder["ring.pkl"], folder["ring.skops"]);
        Assert.Equal(2, exit);
        Assert.StartsWith("brine: CannotWriteSkopsCycle: value[0]: ", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["ring.skops"]));
        Assert.Equal(4, Support.Cli.Run("convert", model, folder["no.skops"], "--protocol", "4").Exit);
        Assert.Equal(4, Support.Cli.Run("convert", model, folder["no.skops"], "--compress", "xz").Exit);
    }

    [Fact]
    public void ANodeThatStandsForNoneBeforeItIsRefused()
    {
        Exception error = Assert.Throws<PickleFormatException>(
            () => Load("""{"__loader__":"CachedNode","__class__":"list","__module__":"builtins","__id__":7}"""));
        Assert.Contains("not met before", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GeneratorsOfTheOldestFilesHaveTheirStateAsPlainJson()
    {
        var generator =
            Load("""{"__loader__":"RandomGeneratorNode","__class__":"Generator","__module__":"numpy.random._generator","content":{"bit_generator":{"bit_generator":"PCG64","state":{"state":340282366920938463463374607431768211455,"inc":3},"has_uint32":0,"uinteger":0}}}""").As<PyObject>()!;
        Assert.Equal("__generator_ctor", generator.Callable.As<PyGlobal>()!.Name);
        Assert.True(generator.TryGetAttribute("state", out PyValue state));
        Assert.Equal(System.Numerics.BigInteger.Pow(2, 128) - 1, state.As<PyDict>()!["state"]);
    }

    [Fact]
    public void DictsWithRenamedKeysAndKeysOfNumpyKeepTheirTypes()
    {
        var renamed = Load("""
            {"__loader__":"_DictWithDeprecatedKeysNode","__class__":"_DictWithDeprecatedKeys","__module__":"sklearn.covariance._graph_lasso","content":{
             "main":{"__loader__":"DictNode","__class__":"dict","__module__":"builtins","key_types":{"content":[{"__class__":"int64","__module__":"numpy"}]},"content":{"5":{"__loader__":"JsonNode","content":"1"}}},
             "_deprecated_key_to_new_key":{"__loader__":"DictNode","__class__":"dict","__module__":"builtins","key_types":{"content":[{"__class__":"str","__module__":"builtins"}]},"content":{"a":{"__loader__":"JsonNode","content":"\"b\""}}}}}
            """).As<PyObject>()!;
        Assert.Equal("b", renamed.Attributes!["_deprecated_key_to_new_key"].As<PyDict>()!["a"].AsString());
        NDArray key = NDArray.From(renamed.DictItems!.Keys[0])!;
        Assert.Equal(DType.Int64, key.DType);
        Assert.Equal(5, key[0]);
        using var stream = new MemoryStream();
        SkopsFile.Write(renamed, stream);
        Assert.Contains("_DictWithDeprecatedKeysNode", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    private static PyValue Load(string schema) => ModelFile.Load(ZipBytes.Of(("schema.json", Encoding.UTF8.GetBytes(schema))));
}
