using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class VectorizerTests
{
    private const string Module = "sklearn.feature_extraction.text";

    private static readonly (string Name, PyValue Value) Pattern = ("token_pattern", @"(?u)\b\w\w+\b");

    [Fact]
    public void Counts_are_sorted_int64_and_invert_to_terms()
    {
        Estimator vectorizer = MadeEstimator.Read(Module, "CountVectorizer", Pattern,
            ("vocabulary_", MadeEstimator.Dict(("zebra", 1), ("ant", 0))));
        var counts = (SparseMatrix)vectorizer.Transform(new[] { "Zebra, ant zebra cow", "" });

        Assert.Equal(DType.Int64, counts.Csr.DType);
        Assert.Equal([0, 2, 2], counts.Csr.Starts);
        Assert.Equal([0, 1], counts.Csr.Columns);
        Assert.Equal([1, 2], counts.Csr.Data);
        Answer terms = vectorizer.Call(Methods.InverseTransform, counts);
        Assert.Equal((string?[])["ant", "zebra"], terms.Parts![0].ToArray().ToStrings());
        Assert.Empty(terms.Parts[1].ToArray().ToStrings());
        Assert.Equal(["ant", "zebra"], vectorizer.FeatureNamesOut(null));
    }

    [Fact]
    public void A_missing_document_and_numbers_are_refused()
    {
        Estimator vectorizer = MadeEstimator.Read(Module, "CountVectorizer", Pattern, ("vocabulary_", MadeEstimator.Dict(("ant", 0))));

        Assert.Equal("the document in row 1 is missing; CountVectorizer takes text, an empty one where there is none",
            Assert.Throws<ModelInputException>(() => vectorizer.Transform(new Table(Column.OfText("", ["a", null])))).Message);
        Assert.Equal("InputText", Assert.Throws<ModelInputException>(() => vectorizer.Transform(new double[,] { { 1 } })).Code);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(-1, 0)]
    public void A_vocabulary_with_gaps_is_found_when_the_model_is_read(int first, int second) => Assert.Throws<PickleFormatException>(() =>
        MadeEstimator.Read(Module, "CountVectorizer", Pattern, ("vocabulary_", MadeEstimator.Dict(("a", first), ("b", second)))));

    [Fact]
    public void Files_that_name_their_documents_are_refused() => Assert.Throws<UnsupportedModelException>(() =>
        MadeEstimator.Read(Module, "CountVectorizer", Pattern, ("input", "filename"), ("vocabulary_", MadeEstimator.Dict(("a", 0)))));

    [Fact]
    public void Weights_in_a_diagonal_matrix_leave_rows_reversed_and_an_array_does_not()
    {
        var diagonal = new PyValue(
            new PyObject(new PyValue(new PyGlobal("scipy.sparse._csr", "csr_matrix")), PyTuple.Empty)
                { View = new CsrMatrix(2, 2, [0, 1, 2], [0, 1], [2, 3]) });
        Estimator old = MadeEstimator.Read(Module, "TfidfTransformer", ("_idf_diag", diagonal)),
            current = MadeEstimator.Read(Module, "TfidfTransformer", ("idf_", MadeEstimator.Array(NDArray.Of([2.0, 3.0]))));
        var counts = new SparseMatrix(new CsrMatrix(1, 2, [0, 2], [0, 1], [2, 1]));

        Assert.Equal([3, 4], ((SparseMatrix)old.Transform(counts)).Csr.Data);
        Assert.Equal([1, 0], ((SparseMatrix)old.Transform(counts)).Csr.Columns);
        Assert.Equal([4, 3], ((SparseMatrix)current.Transform(counts)).Csr.Data);
    }

    [Fact]
    public void Weights_off_the_diagonal_are_found_when_the_model_is_read()
    {
        var matrix = new PyValue(
            new PyObject(new PyValue(new PyGlobal("scipy.sparse._csr", "csr_matrix")), PyTuple.Empty)
                { View = new CsrMatrix(2, 2, [0, 1, 2], [1, 1], [2, 3]) });

        Assert.Throws<PickleFormatException>(() => MadeEstimator.Read(Module, "TfidfTransformer", ("_idf_diag", matrix)));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1009084850)]
    [InlineData("abc", -1277324294)]
    [InlineData("hello world", 1586663183)]
    public void The_hash_is_MurmurHash3(string key, int hash) =>
        Assert.Equal(hash, MurmurHash3.Hash(System.Text.Encoding.UTF8.GetBytes(key), 0));

    [Theory]
    [InlineData(3f, 1.0986123f)]
    [InlineData(7f, 1.9459102f)]
    [InlineData(1e-40f, -92.10341f)]
    [InlineData(0f, float.NegativeInfinity)]
    public void The_logarithm_of_single_precision_is_numpys(float value, float logarithm) =>
        Assert.Equal(logarithm, NumpySingle.Log(value));
}
