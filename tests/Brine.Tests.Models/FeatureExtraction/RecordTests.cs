using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>Models of records: dicts, lists and sets, one a row.</summary>
public class RecordTests
{
    private static readonly string Folder = Repo.File("tests", "fixtures", "sklearn-1.2.1");

    [Fact]
    public void InverseTransformGivesADictARow()
    {
        using Model model = Model.Load(Path.Combine(Folder, "DictVectorizer.lists.pkl"));
        Features rows = Read(model, """[{"price": 2.5, "kind": "used", "tags": ["red"]}, {}]""");
        NDArray dicts = model.Call("inverse_transform", model.Estimator.Transform(rows)).ToArray();
        Assert.Equal("{'kind=used': 1.0, 'price': 2.5, 'tags=red': 1.0}", dicts[0].ToString());
        Assert.Equal("{}", dicts[1].ToString());
    }

    [Theory]
    [InlineData("""[{"price": 1}, {"price": 2}]""", 2)]
    [InlineData("""{"price": 1}""", 1)]
    [InlineData("{\"price\": 1}\n{\"kind\": \"new\"}\n{}", 3)]
    [InlineData("""{"instances": [{"price": 1}, {"stock": 2}]}""", 2)]
    public void RecordsAreReadOutOfJsonInItsForms(string json, int count)
    {
        using Model model = Model.Load(Path.Combine(Folder, "DictVectorizer.lists.pkl"));
        Assert.Equal(count, model.Estimator.Transform(Read(model, json)).RowCount);
    }

    [Theory]
    [InlineData("DictVectorizer.lists.pkl")]
    [InlineData("FeatureHasher.few.pkl")]
    [InlineData("MultiLabelBinarizer.words.pkl")]
    public void ATableOfNamedColumnsIsNoRecords(string file)
    {
        using Model model = Model.Load(Path.Combine(Folder, file));
        var table = new Table(Column.OfNumbers("price", [1, 2]), Column.OfText("kind", ["a", "b"]));
        Assert.Equal("InputKind", Assert.Throws<ModelInputException>(() => model.Estimator.Transform(table)).Code);
        Assert.Equal("InputSparse",
            Assert.Throws<ModelInputException>(
                () => model.Estimator.Transform(new SparseMatrix(new CsrMatrix(1, 1, [0, 0], [], [])))).Code);
    }

    [Fact]
    public void NoRecordsAreRefusedWhereVectorizersNeedOneAndTakenAsLabels()
    {
        using Model dicts = Model.Load(Path.Combine(Folder, "DictVectorizer.lists.pkl")),
            labels = Model.Load(Path.Combine(Folder, "MultiLabelBinarizer.words.pkl"));
        Assert.Equal("InputEmpty", Assert.Throws<ModelInputException>(() => dicts.Estimator.Transform(Table.OfRecords([]))).Code);
        Assert.Equal(0, labels.Estimator.Transform(Table.OfRecords([])).RowCount);
    }

    [Fact]
    public void AVocabularyThatContradictsTheNamesIsCorrupt()
    {
        var model = (PyObject)Pickle.Load(Path.Combine(Folder, "DictVectorizer.lists.pkl")).Reference!;
        Assert.True(model.TryGetAttribute("vocabulary_", out PyValue vocabulary));
        vocabulary.As<PyDict>()!["price"] = 0;
        Assert.Equal("FormatShape", Assert.Throws<PickleFormatException>(() => EstimatorTable.Read(new PyValue(model))).Code);
    }

    [Fact]
    public void AnUntrainedVectorizerSaysSo()
    {
        PyValue model = Pickle.Loads(
            "csklearn.feature_extraction._dict_vectorizer\nDictVectorizer\n)\u0081}S'sparse'\nI01\nsb."u8.ToArray()
                .Where(value => value != 0xC2).ToArray());
        Assert.Contains("never trained", Assert.Throws<UnsupportedModelException>(() => EstimatorTable.Read(model)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void HalfASurrogatePairHasNoHash()
    {
        using Model model = Model.Load(Path.Combine(Folder, "FeatureHasher.few.pkl"));
        var record = new PyDict { ["\ud83d"] = 1.5 };
        Assert.Equal("InputText",
            Assert.Throws<ModelInputException>(() => model.Estimator.Transform(Table.OfRecords([new PyValue(record)]))).Code);
    }

    private static Features Read(Model model, string json) =>
        DataFile.Read(System.Text.Encoding.UTF8.GetBytes(json), new DataOptions { Estimator = model.Estimator });
}
