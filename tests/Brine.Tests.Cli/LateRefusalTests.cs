using System.Text;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary>What is wrong at the end of a file that is answered in parts is told with its place, and the answers of before stay.</summary>
public sealed class LateRefusalTests : IDisposable
{
    private const int GoodRows = 600_000;

    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("csv", "6.0,3.0,4.0\n", "InputCsv", "line 600002")]
    [InlineData("csv", "6.0,3.0,4.0,1.0,9\n", "InputCsv", "line 600002")]
    [InlineData("csv", "6.0,\"3.0,4.0,1.0\n", "InputCsv", "line 600002 of the CSV opens a quote that is never closed, in its field 2")]
    [InlineData("csv", "6.0,3.0,wide,1.0\n", "InputText", "row 600000")]
    [InlineData("csv", "6.0,LONG,4.0,1.0\n", "InputText", "row 600000")]
    [InlineData("csv", "MANY\n", "InputCsv", "line 600002 of the CSV has 1000000 fields, its header has 4")]
    [InlineData("jsonl", "{\"sepal_length\":6,\n", "InputJson", "line 60000")]
    [InlineData("json", ",{\"sepal_length\":6,\"sepal_width\":\"wide\",\"petal_length\":4,\"petal_width\":1}]", "InputText",
        "row 600000")]
    [InlineData("json", ",{\"sepal_length\" 6}]", "InputJson", "line 600002")]
    public void ItIsToldWithItsPlaceAndTheOldFileStays(string form, string last, string code, string place)
    {
        string data = Write(form, last), output = _folder.Write("answers.csv", "of before\n");
        (int exit, string printed, string error) = Command.Run("predict", Tree, data, "-o", output);
        Assert.Equal((2, ""), (exit, printed));
        Assert.StartsWith($"brine: {code}: ", error, StringComparison.Ordinal);
        Assert.Contains(place, error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(character => character == '\n'));
        Assert.InRange(error.Length, 20, 1000);
        Assert.Equal("of before\n", File.ReadAllText(output));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    private string Write(string form, string last)
    {
        var text = new StringBuilder(form switch
        {
            "csv" => "sepal_length,sepal_width,petal_length,petal_width\n",
            "json" => "[\n",
            _ => "",
        });
        for (int i = 0; i < GoodRows; i++)
        {
            _ = form == "csv" ? text.Append("6.0,3.0,4.0,1.0\n")
                : text.Append(form == "json" && i > 0 ? "," : "")
                    .Append("{\"sepal_length\":6,\"sepal_width\":3,\"petal_length\":4,\"petal_width\":1}\n");
        }

        text.Append(last.Replace("LONG", new string('x', 10 << 20), StringComparison.Ordinal)
            .Replace("MANY", string.Join(',', Enumerable.Repeat("1", 1_000_000)), StringComparison.Ordinal));
        return _folder.Write($"rows.{form}", text.ToString());
    }
}
