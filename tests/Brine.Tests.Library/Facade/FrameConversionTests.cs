using System.Text.Json;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Facade;

/// <summary>Pickled frames as tables: what <c>brine convert</c> writes is what pandas writes.</summary>
[Trait("Stage", "Python")]
public class FrameConversionTests
{
    private const string MakeFrames =
        """
        import pandas as pd, numpy as np, sys, os, datetime as dt
        os.chdir(sys.argv[1])
        df = pd.DataFrame({'i':[1,2,-3],'f':[1.5,np.nan,1e-7],'f4':np.array([0.1,2.5,1e5],'f4'),'s':['a,b',None,'q"x'],'b':[True,False,True],
         'c':pd.Categorical(['x',None,'y']),'ci':pd.Categorical([3,1,None]),'d':pd.to_datetime(['2026-01-01',None,'1999-12-31']),'cd':pd.Categorical(pd.to_datetime(['2026-01-01',None,'1999-12-31'])),
         't':[pd.Timestamp('2026-01-01 01:02:03.5'),pd.NaT,pd.Timestamp('1999-12-31')],'tz':pd.to_datetime(['2026-01-01','2026-07-01','2026-03-01']).tz_localize('Europe/Berlin'),
         'td':pd.to_timedelta([1,2,None],unit='D'),'td2':pd.to_timedelta([1,-2,3],unit='s'),'p':pd.period_range('2026-01',periods=3,freq='M'),
         'I':pd.array([1,None,3],dtype='Int64'),'F4':pd.array([.1,None,3],dtype='Float32'),'B':pd.array([True,None,False],dtype='boolean'),'S':pd.array(['a',None,'ü'],dtype='string'),
         'o':[1,'x',None],'iv':pd.arrays.IntervalArray.from_breaks([0,1,1.5,2]),'u8':np.array([1,2,2**64-1],'u8'),'sp':pd.arrays.SparseArray([0.,0.,1.5]),'nl':['l1\nl2','','z'],'dd':[dt.date(2026,1,2)]*3,'z':[1+2j,3j,np.nan]})
        frames = {'all': df, 'empty': pd.DataFrame(), 'norows': df.iloc[:0], 'mc': pd.DataFrame(np.arange(4.).reshape(2,2),columns=pd.MultiIndex.from_product([['u'],[1,2]])), 'ints': pd.DataFrame(np.arange(6).reshape(2,3)), 'one': pd.DataFrame({'a':['x',None]})}
        for n, f in frames.items(): f.to_pickle(n+'.pkl'); f.to_csv(n+'.csv', index=False)
        pd.Series(['a',None,'c'],name='w').to_pickle('series.pkl'); pd.Series(['a',None,'c'],name='w').to_csv('series.csv', index=False)
        pd.Series([1.5,2]).to_pickle('noname.pkl'); pd.Series([1.5,2]).to_csv('noname.csv', index=False)
        indexed = {'ix': df.set_index('i'), 'mi': df[['i','f','s']].set_index(['i','s']), 'dates': df[['i']].set_index(pd.DatetimeIndex(['2026-01-01']*3, name='when')), 'un': pd.DataFrame({'v':[1,2]}, index=['r1','r2'])}
        for n, f in indexed.items(): f.to_pickle(n+'.pkl'); f.to_csv(n+'.csv')
        df[['i','f','s','b','I','c']].to_json('plain.json', orient='records', double_precision=15); df[['i','f','s','b','I','c']].to_pickle('plain.pkl')
        for n, c in {'n1':['i','f','f4'],'n2':['i','u8'],'n3':['f4'],'n4':['i'],'n5':['b']}.items(): df[c].to_pickle(n+'.pkl'); np.save(n+'.npy', df[c].to_numpy())
        """;

    [Fact]
    public void CsvAndNpyAreThoseOfPandas()
    {
        using var folder = new TemporaryFolder();
        Python.Run("import warnings; warnings.simplefilter('ignore')\n" + MakeFrames, folder.Path);
        string[] expected = [.. Directory.GetFiles(folder.Path, "*.csv"), .. Directory.GetFiles(folder.Path, "*.npy")];
        Assert.True(expected.Length >= 17, $"only {expected.Length} tables");
        foreach (string file in expected)
        {
            string made = folder["made" + Path.GetExtension(file)];
            bool keepsIndex = Path.GetFileNameWithoutExtension(file) is "ix" or "mi" or "dates" or "un";
            FileConverter.Convert(Path.ChangeExtension(file, ".pkl"), made,
                new ConvertOptions { KeepsIndex = keepsIndex, AllowsLoss = true });
            if (file.EndsWith(".csv", StringComparison.Ordinal))
            {
                Assert.Equal(File.ReadAllText(file), File.ReadAllText(made));
            }
            else
            {
                Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(made)),
                    $"{file} differs: {NpyFormat.Read(File.ReadAllBytes(made))}");
            }
        }

        FileConverter.Convert(folder["plain.pkl"], folder["made.json"], new ConvertOptions { AllowsLoss = true });
        Assert.True(
            JsonElement.DeepEquals(JsonDocument.Parse(File.ReadAllText(folder["plain.json"])).RootElement,
                JsonDocument.Parse(File.ReadAllText(folder["made.json"])).RootElement), File.ReadAllText(folder["made.json"]));
    }

    [Fact]
    public void WhatIsLeftOutIsTold()
    {
        using var folder = new TemporaryFolder();
        string golden = Repo.Golden("pandas", "py3.11-numpy2.4-pandas3.1");
        string attrs = Directory.GetFiles(golden, "df_attrs.*.pkl").Single(), frame = Directory.GetFiles(golden, "df.*.pkl").Single();
        Assert.Equal("brine: note: CSV cannot hold the attrs of the frame\n",
            Support.Cli.Run("convert", attrs, folder["out.csv"], "--lossy").Error);
        (int exit, _, string error) = Support.Cli.Run("convert", frame, folder["out.csv"]);
        Assert.Equal((0, "brine: note: CSV cannot hold the types of d (datetime64[us]), e (category); the values are all written\n"),
            (exit, error));
        Assert.StartsWith("a,b,c,d,e,f\n28,", File.ReadAllText(folder["out.csv"]), StringComparison.Ordinal);
        (exit, _, error) = Support.Cli.Run("convert", frame, folder["typed.csv"], "--keep-types");
        Assert.Equal(2, exit);
        Assert.StartsWith(
            "brine: UnsupportedConversion: CSV cannot hold the types of d (datetime64[us]), e (category); write .pkl or .joblib, which "
                + "hold all; --lossy writes the rest", error, StringComparison.Ordinal);
        (exit, _, error) = Support.Cli.Run("convert", frame, folder["out.npy"]);
        Assert.Equal(2, exit);
        Assert.StartsWith(
            "brine: UnsupportedConversion: .npy cannot hold the names of the columns (a, b, c, d, e, f); write .pkl or .joblib, which hold "
                + "all; --lossy writes the rest", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out.npy"]) || File.Exists(folder["typed.csv"]));
    }

    [Fact]
    public void TheJsonOfAModelIsAViewAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        string model = Repo.File("samples", "models", "iris-tree.pkl");
        (int exit, _, string error) = Support.Cli.Run("convert", model, folder["model.json"]);
        Assert.Equal(0, exit);
        Assert.StartsWith("brine: note: JSON cannot hold sklearn.tree._classes.DecisionTreeClassifier (at $); ", error,
            StringComparison.Ordinal);
        Assert.EndsWith("; the values are all written\n", error, StringComparison.Ordinal);
        Assert.Contains("\"max_depth\": 3", File.ReadAllText(folder["model.json"]), StringComparison.Ordinal);
        Assert.Equal(2, Support.Cli.Run("convert", model, folder["typed.json"], "--keep-types").Exit);
    }

    [Fact]
    public void LabelsOfTheRowsAreRefusedOrKeptOrLeftOutWithANote()
    {
        using var folder = new TemporaryFolder();
        Python.Run("import pandas as pd, sys; pd.DataFrame({'v':[1,2]}, index=pd.Index(['r1','r2'], name='k')).to_pickle(sys.argv[1])",
            folder["ix.pkl"]);
        (int exit, _, string error) = Support.Cli.Run("convert", folder["ix.pkl"], folder["out.csv"]);
        Assert.Equal(2, exit);
        Assert.Equal(
            "brine: UnsupportedConversion: CSV cannot hold the labels of the rows (Index 'k'); write .pkl or .joblib, which hold all; "
                + "--lossy writes the rest, --index keeps the labels of the rows\n", error);
        (exit, _, error) = Support.Cli.Run("convert", folder["ix.pkl"], folder["out.csv"], "--lossy");
        Assert.Equal(0, exit);
        Assert.Equal("brine: note: CSV cannot hold the labels of the rows (Index 'k')\n", error);
        Assert.Equal("v\n1\n2\n", File.ReadAllText(folder["out.csv"]));
        Assert.Equal("", Support.Cli.Run("convert", folder["ix.pkl"], folder["out.json"], "--index").Error);
        Assert.Equal("[{\"k\":\"r1\",\"v\":1},{\"k\":\"r2\",\"v\":2}]\n", File.ReadAllText(folder["out.json"]));
    }

    [Fact]
    public void ColumnsBecomeTheArraysOfAnNpz()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("frame.pkl",
            Brine.Pickle.Dumps(DataFrame.Of(("a", PandasArray.Of([1.5, 2])), ("t", PandasArray.OfText(["x", null])))));
        FileConverter.Convert(file, folder["out.npz"]);
        NpzFile npz = NpzFile.Read(File.ReadAllBytes(folder["out.npz"]));
        Assert.Equal([1.5, 2], npz["a"].ToDoubles());
        Assert.Equal("array(['x', None], dtype=object)", npz["t"].ToString());
    }

    /// <summary>A frame that pandas would load, with a column of Arrow's lists.</summary>
    [Fact]
    public void ColumnThatIsNotReadIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        PyObject Call(string module, string name, params PyValue[] arguments) => new(new PyGlobal(module, name), new PyTuple(arguments));
        PyObject type = Call("pyarrow.lib", "list_", Call("pyarrow.lib", "type_for_alias", "int64"));
        PyObject array = Call("pyarrow.lib", "_restore_array",
            new PyTuple(type, 1, 0, 0, new PyList { default(PyValue), new PyBytes(new byte[8]) }));
        var frame = (PyObject)DataFrame.Of(("a", PandasArray.Of([1.5]))).ToPickle();
        var manager = (PyObject)((PyDict)frame.State.Reference!)["_mgr"].Reference!;
        var block = (PyObject)((PyTuple)manager.Arguments[0].Reference!)[0].Reference!;
        var column = new PyObject(new PyGlobal("pandas.core.arrays.arrow.array", "ArrowExtensionArray"), PyTuple.Empty,
            PyConstruction.NewObject) { State = new PyDict { ["_pa_array"] = array } };
        PyObject changed = Call("pandas._libs.internals", "_unpickle_block", column, block.Arguments[1], 2);
        var state = (PyDict)frame.State.Reference!;
        state["_mgr"] = Call("pandas.core.internals.managers", "BlockManager", new PyTuple(changed), manager.Arguments[1]);
        string file = folder.Write("lists.pkl", Pickler.Dump(frame));
        Assert.Equal("UnsupportedConversion",
            Assert.Throws<UnsupportedConversionException>(() => FileConverter.Convert(file, folder["out.csv"])).Code);
        Assert.Contains("Arrow's type list_", Assert.Throws<Brine.Tables.ModelInputException>(() => DataFile.Read(file)).Message,
            StringComparison.Ordinal);
        Assert.Equal(0, Support.Cli.Run("inspect", file).Exit);
        FileConverter.Convert(file, folder["out.pkl"]);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder["out.pkl"]));
    }

    [Fact]
    public void FramesInsideOfADictAreTablesInJson()
    {
        using var folder = new TemporaryFolder();
        DateTime?[] times = [new DateTime(2026, 1, 2), null];
        string file = folder.Write("frames.pkl",
            Brine.Pickle.Dumps(
                new Dictionary<string, object>
                    { ["x"] = DataFrame.Of(("a", PandasArray.Of([1.5, 2])), ("t", PandasArray.OfTimes(times))) }));
        FileConverter.Convert(file, folder["out.json"], new ConvertOptions { AllowsLoss = true });
        JsonElement table = JsonDocument.Parse(File.ReadAllText(folder["out.json"])).RootElement.GetProperty("x");
        Assert.Equal("""{"$":"DataFrame","index":[0,1],"columns":{"a":[1.5,2.0],"t":["2026-01-02 00:00:00",null]}}""",
            JsonSerializer.Serialize(table));
    }

    [Fact]
    public void InspectShowsAFrameByItsColumns()
    {
        string frame = Directory.GetFiles(Repo.Golden("pandas", "py3.11-numpy1.24-pandas1.5"), "df.*.pkl")
            .Single();
        string shown = Support.Cli.Run("inspect", frame).Output;
        Assert.Contains("DataFrame of 4 rows and 6 columns", shown, StringComparison.Ordinal);
        Assert.Contains("(index)  RangeIndex 0 to 4", shown, StringComparison.Ordinal);
        Assert.Contains("int64 (4)  -39 .. 28", shown, StringComparison.Ordinal);
        Assert.Contains("category (4): categories: ", shown, StringComparison.Ordinal);
        Assert.Contains(", 1 missing", shown, StringComparison.Ordinal);
    }

    /// <summary>A pipeline that goes by the names of columns, asked about a frame in another order, with missing values and
    /// categories.</summary>
    [Fact]
    public void PredictTakesAPickledFrame()
    {
        using var folder = new TemporaryFolder();
        Python.Run(
            """
            import pandas as pd, numpy as np, pickle, sys, os
            from sklearn.pipeline import make_pipeline
            from sklearn.compose import make_column_transformer
            from sklearn.preprocessing import OneHotEncoder, StandardScaler
            from sklearn.impute import SimpleImputer
            from sklearn.linear_model import LogisticRegression
            os.chdir(sys.argv[1]); n = np.random.RandomState(0)
            X = pd.DataFrame({'a':n.normal(size=80),'b':n.randint(0,9,80),'c':pd.Categorical(n.choice(list('xyz'),80)),'s':n.choice(['u','v'],80),'k':pd.Categorical(n.choice([10,20,30],80))})
            X.loc[::7,'a'] = np.nan; y = (X.b>4).map({True:'hi',False:'lo'})
            m = make_pipeline(make_column_transformer((make_pipeline(SimpleImputer(),StandardScaler()),['a','b']),(OneHotEncoder(handle_unknown='ignore'),['c','s','k'])),LogisticRegression()).fit(X,y)
            pickle.dump(m, open('model.pkl','wb')); Z = X[['k','s','c','b','a']][:20]; Z.to_pickle('rows.pkl'); Z.to_pickle('rows.pkl.gz')
            pd.DataFrame(m.predict_proba(Z)).to_csv('proba.csv', index=False, header=False)
            """,
            folder.Path);
        foreach (string rows in (string[])["rows.pkl", "rows.pkl.gz"])
        {
            (int exit, string output, string error) = Support.Cli.Run("predict", folder["model.pkl"], folder[rows], "-m", "predict_proba");
            Assert.True(exit == 0, error);
            double[] expected = Numbers(File.ReadAllText(folder["proba.csv"])),
                given = Numbers(output[(output.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
            Assert.Equal(40, expected.Length);
            Assert.All(expected.Zip(given), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }

        DataFrame frame = DataFrame.From(Unpickler.Load(File.ReadAllBytes(folder["rows.pkl"])))!;
        Assert.Equal(20, Model.Load(folder["model.pkl"]).Predict(frame).Length);
    }

    [Fact]
    public void PickleOfSomethingElseIsNoData()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("other.pkl", Brine.Pickle.Dumps(new Dictionary<string, int> { ["a"] = 1 }));
        Brine.Tables.ModelInputException error = Assert.Throws<Brine.Tables.ModelInputException>(() => DataFile.Read(file));
        Assert.Equal("InputFormat", error.Code);
        Assert.Contains("a pickle of a dict", error.Message, StringComparison.Ordinal);
    }

    private static double[] Numbers(string csv) =>
        [.. csv.Split((char[])[',', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
}
