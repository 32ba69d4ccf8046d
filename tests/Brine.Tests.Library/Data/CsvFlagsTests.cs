using System.Text;
using Brine.Arrays;
using Brine.Tables;

namespace Brine.Tests.Data;

/// <summary>True and False in a CSV, where a model knows ints: pandas reads a column of them alone as bools.</summary>
public sealed class CsvFlagsTests
{
    private static readonly ColumnKind Ints = ColumnKind.OfCategories(NDArray.Of([0L, 1, 10]));

    [Fact]
    public void LabelEncoderOfIntsTakesFlagsAsOneAndZero()
    {
        Model model = Model.From(
            FittedObject.Make("sklearn.preprocessing._label", "LabelEncoder", ("classes_", FittedObject.Array<long>([0, 1, 10])),
                ("_sklearn_version", "1.2.1")));
        using var folder = new TemporaryFolder();
        Assert.Equal([1.0, 0], model.Call("transform", model.Read(folder.Write("rows.csv", "label\nTrue\nFalse\n"))).ToArray().ToDoubles());
    }

    [Fact]
    public void ColumnOfFlagsAloneIsOneOfBools()
    {
        Column column = Csv.Parse(Encoding.UTF8.GetBytes("label\nTrue\nFalse\n"), kinds: _ => [Ints]).Columns[0];
        Assert.Equal("bool", column.DType.Name);
    }

    [Fact]
    public void FlagAmongIntsStaysText()
    {
        Column column = Csv.Parse(Encoding.UTF8.GetBytes("label\n10\nTrue\n"), kinds: _ => [Ints]).Columns[0];
        Assert.Equal("True", column[1].AsString());
    }
}
