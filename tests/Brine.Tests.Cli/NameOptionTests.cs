using System.Text;
using Brine.Cli;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Cli;

/// <summary>Names that users give: of encodings, methods, versions.</summary>
public sealed class NameOptionTests : IDisposable
{
    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl");

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("utf-16-le", "utf-16LE")]
    [InlineData("UTF_16_BE", "utf-16BE")]
    [InlineData("utf_16le", "utf-16LE")]
    [InlineData("utf-32-le", "utf-32LE")]
    [InlineData("utf_8", "utf-8")]
    [InlineData("utf-8-sig", "utf-8")]
    [InlineData("U8", "utf-8")]
    [InlineData("latin_1", "iso-8859-1")]
    [InlineData("Latin 1", "iso-8859-1")]
    [InlineData("iso8859-1", "iso-8859-1")]
    [InlineData("iso8859_15", "iso-8859-15")]
    [InlineData("ISO-8859-15", "iso-8859-15")]
    [InlineData("cp1252", "windows-1252")]
    [InlineData("windows-1252", "windows-1252")]
    [InlineData("1252", "windows-1252")]
    [InlineData("cp437", "IBM437")]
    [InlineData("koi8_r", "koi8-r")]
    [InlineData("mac_roman", "macintosh")]
    [InlineData("shift_jis", "shift_jis")]
    [InlineData("gb18030", "GB18030")]
    [InlineData("x-mac-cyrillic", "x-mac-cyrillic")]
    public void An_encoding_is_known_by_the_names_of_Python_and_of_NET(string name, string same)
    {
        Encoding encoding = PythonEncodings.Find(name)!;
        Assert.Equal(same, encoding.CodePage switch { 1200 => "utf-16LE", 1201 => "utf-16BE", 12000 => "utf-32LE", _ => encoding.WebName },
            ignoreCase: true);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("iso8859_99")]
    [InlineData("cp99999")]
    [InlineData("")]
    public void What_is_no_encoding_is_said_to_be_none(string name) => Assert.Null(PythonEncodings.Find(name));

    [Theory]
    [InlineData("utf-16-le")]
    [InlineData("utf-16")]
    public void A_file_is_read_by_a_name_of_Python(string name)
    {
        byte[] bytes = Encoding.Unicode.GetBytes(File.ReadAllText(Repo.File("samples", "data", "iris.csv")));
        File.WriteAllBytes(_folder["rows.csv"], bytes);

        (int exit, string output, string error) = Command.Run("predict", Tree, _folder["rows.csv"], "--encoding", name);

        Assert.True(exit == 0, error);
        Assert.Equal(Command.Run("predict", Tree, Repo.File("samples", "data", "iris.csv")).Output, output);
    }

    [Theory]
    [InlineData(",")]
    [InlineData("predict,")]
    [InlineData("")]
    [InlineData("predict,,predict_proba")]
    public void An_empty_name_of_a_method_is_wrong_usage(string methods)
    {
        (int exit, string output, string error) = Command.Run("predict", Tree, Repo.File("samples", "data", "iris.csv"), "-m", methods);

        Assert.Equal(4, exit);
        Assert.Empty(output);
        Assert.Contains("empty name of a method", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1", 4)]
    [InlineData("0.7.9", 4)]
    [InlineData("0.8", 0)]
    [InlineData("1.6.2", 0)]
    [InlineData("1.7", 4)]
    [InlineData("9.9", 4)]
    public void Only_versions_of_joblib_whose_files_are_written_can_be_asked_for(string version, int exit)
    {
        Assert.Equal(exit, Command.Run("convert", Tree, _folder["out.joblib"], "--joblib", version).Exit);
        Assert.Equal(exit == 0, File.Exists(_folder["out.joblib"]));
    }

    [Fact]
    public void A_table_with_the_line_ends_of_old_Macs_is_called_a_table()
    {
        string file = _folder.Write("mac.csv", "a,b\r1,2\r3,4\r");

        Assert.StartsWith("brine: NotAModelCsv", Command.Run("inspect", file).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[9999999999999]")]
    [InlineData("[-1, 4]")]
    [InlineData("[1, 99999999999999999999999]")]
    public void A_shape_that_does_not_fit_is_reported_as_it_stands(string shape)
    {
        string file = _folder.Write("request.json", $$"""{"inputs":[{"name":"x","shape":{{shape}},"datatype":"FP64","data":[1,2,3,4]}]}""");

        Assert.Contains($"says shape {shape} and holds 4 values", Command.Run("predict", Tree, file).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
