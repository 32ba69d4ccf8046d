using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Dom;

namespace Brine.Tests.Server;

/// <summary>A table goes in, and comes back with answers.</summary>
public sealed class FilePageTests
{
    private const string Rows = "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n6.7,3.0,5.2,2.3\n";

    [Fact]
    public async Task ACsvComesBackWithAColumnOfAnswers()
    {
        await using Served served = await Start();
        using var browser = new Browser(served);
        IDocument page = await browser.Upload("/models/iris-forest/file", "rows.csv", Encoding.UTF8.GetBytes(Rows));
        Assert.StartsWith("/jobs/", browser.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("4 of the model's 4 columns were found by their names.", Browser.Texts(page, "#columns p"));
        Assert.Equal("5.1 3.5 1.4 0.2", Browser.Texts(page, "#reading tbody tr")[0]);
        page = await browser.Finish(await browser.Press(page, "run", ("proba", "1")));
        Assert.Contains("2 rows, 0 of them without an answer.", Browser.Texts(page, "[role=status]"));
        string result = await Result(browser);
        Assert.Equal("sepal_length,sepal_width,petal_length,petal_width,predict,predict_proba_setosa,predict_proba_versicolor,"
            + "predict_proba_virginica,error", result.Split('\n')[0]);
        Assert.StartsWith("5.1,3.5,1.4,0.2,setosa,", result.Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains("rows.csv", Browser.Texts(await browser.Open("/models/iris-forest/file"), "#history th").Select(text => text));
    }

    /// <summary>As a German Excel writes it: semicolons, decimal commas, Latin-1, and names that are not the model's.</summary>
    [Fact]
    public async Task TheDialectIsFoundAndColumnsAreMatchedByHand()
    {
        await using Served served = await Start();
        using var browser = new Browser(served);
        byte[] bytes = Encoding.Latin1.GetBytes("Länge;Sepal Width;Petal-Length;PETAL_WIDTH;Ort\r\n5,1;3,5;1,4;0,2;Köln\r\n"
            + "6,7;3,0;5,2;2,3;\"a;b\"\r\n");
        IDocument page = await browser.Upload("/models/iris-forest/file", "rows.csv", bytes);
        Assert.Equal(["semicolon", "comma", "ISO 8859-1 (Latin-1)", "names the columns"], Browser.Texts(page, "#reading option[selected]"));
        Assert.Equal(["(none)", "Sepal Width", "Petal-Length", "PETAL_WIDTH"], Browser.Texts(page, "#columns option[selected]"));
        page = await browser.Finish(await browser.Press(page, "run"));
        Assert.Contains("sepal_length", Browser.Texts(page, "[role=alert]").Single(), StringComparison.Ordinal);
        page = await browser.Finish(await browser.Press(page, "run", ("m0", "0")));
        Assert.Empty(Browser.Texts(page, "[role=alert]"));
        string[] lines = (await Result(browser)).Split('\n');
        Assert.StartsWith("Länge,Sepal Width,Petal-Length,PETAL_WIDTH,Ort,predict,error",
            lines[0].Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(",Köln,setosa,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",a;b,virginica,", lines[2].Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsThatFailComeBackWithTheReason()
    {
        await using Served served = await Start();
        using var browser = new Browser(served);
        IDocument page = await browser.Upload("/models/iris-forest/file", "rows.csv",
            Encoding.UTF8.GetBytes(Rows + "a,b,c,d\n1,2\n5.1,3.5,1.4,0.2\n"));
        page = await browser.Finish(await browser.Press(page, "run"));
        Assert.Contains("5 rows, 2 of them without an answer.", Browser.Texts(page, "[role=status]"));
        string[] lines = (await Result(browser)).Split('\n');
        Assert.Contains("InputText", lines[3], StringComparison.Ordinal);
        Assert.Contains("InputCsv", lines[4], StringComparison.Ordinal);
        Assert.EndsWith("setosa,", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorkbookKeepsItsOtherSheetsAndStyles()
    {
        await using Served served = await Start();
        using var browser = new Browser(served);
        IDocument page = await browser.Upload("/models/iris-forest/file", "rows.xlsx", Workbook());
        Assert.Equal(["March", "Notes"], Browser.Texts(page, "#sheet option"));
        page = await browser.Finish(await browser.Press(page, "run"));
        Assert.Contains("3 rows, 1 of them without an answer.", Browser.Texts(page, "[role=status]"));
        Assert.StartsWith("4 ", Browser.Texts(page, "#result tbody tr").Single(), StringComparison.Ordinal);
        byte[] bytes = await browser.Fetch(browser.Address.AbsolutePath + "/result");
        using var archive = new ZipArchive(new MemoryStream(bytes));
        using var original = new ZipArchive(new MemoryStream(Workbook()));
        Assert.Equal(original.Entries.Select(entry => entry.FullName), archive.Entries.Select(entry => entry.FullName));
        Assert.Equal(Text(original, "xl/worksheets/sheet2.xml"), Text(archive, "xl/worksheets/sheet2.xml"));
        Assert.Equal(Text(original, "xl/styles.xml"), Text(archive, "xl/styles.xml"));
        string sheet = Text(archive, "xl/worksheets/sheet1.xml");
        Assert.Contains("<c r=\"E1\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">predict</t></is></c>", sheet,
            StringComparison.Ordinal);
        Assert.Contains("<c r=\"E2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">setosa</t></is></c>", sheet, StringComparison.Ordinal);
        Assert.Contains("<c r=\"A2\" s=\"2\"><v>5.1</v></c>", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<c r=\"E4\"", sheet, StringComparison.Ordinal);
        Assert.Contains("<c r=\"F4\" t=\"inlineStr\">", sheet, StringComparison.Ordinal);

        // Read again, the answers stand beside their rows.
        using TableReader reader = new ExcelFormat().Open(new MemoryStream(bytes), TableReadOptions.Default);
        Table rows = reader.Read()!;
        Assert.Equal(["setosa", "virginica", null], Enumerable.Range(0, 3).Select(row => rows.Columns[4].TextAt(row)));
    }

    [Fact]
    public async Task AParquetTableComesBackAsOneWithItsOwnNames()
    {
        await using Served served = await Start();
        using var browser = new Browser(served);
        using var file = new MemoryStream();
        using (TableWriter writer = new ParquetFormat().Create(file))
        {
            writer.Write(new Table(Column.OfNumbers("petal.width", [0.2, 2.3]), Column.OfNumbers("petal_length", [1.4, 5.2]),
                Column.OfNumbers("sepal_width", [3.5, 3.0]), Column.OfNumbers("sepal_length", [5.1, 6.7])));
            writer.Finish();
        }

        IDocument page = await browser.Upload("/models/iris-forest/file", "rows.parquet", file.ToArray());
        page = await browser.Finish(await browser.Press(page, "run"));
        Assert.Empty(Browser.Texts(page, "[role=alert]"));
        using TableReader reader = new ParquetFormat().Open(new MemoryStream(await browser.Fetch(browser.Address.AbsolutePath + "/result")),
            TableReadOptions.Default);
        Assert.Equal(["petal.width", "petal_length", "sepal_width", "sepal_length", "predict", "error"], reader.ColumnNames);
        Assert.Equal("setosa", reader.Read()!.Columns[4].TextAt(0));
    }

    [Fact]
    public async Task AFileIsItsBrowsersAloneAndIsGoneWhenDeleted()
    {
        await using Served served = await Start();
        using var browser = new Browser(served);
        using var other = new Browser(served);
        IDocument page = await browser.Upload("/models/iris-forest/file", "rows.csv", Encoding.UTF8.GetBytes(Rows));
        string job = browser.Address.AbsolutePath;
        await other.Open(job);
        Assert.Equal(HttpStatusCode.NotFound, other.Status);
        Assert.Empty((await other.Open("/models/iris-forest/file")).QuerySelectorAll("#history"));
        await browser.Press(page, "delete");
        Assert.Equal("/models/iris-forest/file", browser.Address.AbsolutePath);
        page = await browser.Open(job);
        Assert.Contains("the server was started again", Browser.Texts(page, "[role=alert]").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesAreGoneAfterTheirTimeAndTooManyAreRefused()
    {
        await using Served served = await Served.Start(options =>
            (options.JobLifetime, options.MaxJobs) = (TimeSpan.FromMilliseconds(1), 1));
        using var browser = new Browser(served);
        await browser.Upload("/models/iris-forest/file", "rows.csv", Encoding.UTF8.GetBytes(Rows));
        await Task.Delay(20, TestContext.Current.CancellationToken);
        await browser.Upload("/models/iris-forest/file", "rows.csv", Encoding.UTF8.GetBytes(Rows));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await using Served full = await Served.Start(options => options.MaxJobs = 0);
        using var late = new Browser(full);
        await late.Upload("/models/iris-forest/file", "rows.csv", Encoding.UTF8.GetBytes(Rows));
        Assert.Equal(HttpStatusCode.TooManyRequests, late.Status);
    }

    [Fact]
    public async Task WhatIsNoTableOrTooLargeIsTold()
    {
        await using Served served = await Served.Start(options => options.MaxUploadBytes = 1000);
        using var browser = new Browser(served);
        await browser.Upload("/models/iris-forest/file", "rows.csv", new byte[100_000]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, browser.Status);
        await browser.Send("/models/iris-forest/file", ("f", "text"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, browser.Status);
        foreach (byte[] bytes in (byte[][])[[], [.. "\x89PNG\r\n\x1a\n\0\0\0"u8], Workbook()[..600], "PK\x03\x04"u8.ToArray()])
        {
            IDocument page = await browser.Upload("/models/iris-forest/file", "<script>.xlsx", bytes);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.NotEmpty(Browser.Texts(page, "[role=alert]").Single());
            Assert.Equal("<script>.xlsx", Browser.Texts(page, "h1").Single());
        }
    }

    private static Task<Served> Start() => Served.Start(options =>
    {
        options.Formats.Add(new ExcelFormat());
        options.Formats.Add(new ParquetFormat());
    });

    private static async Task<string> Result(Browser browser) =>
        Encoding.UTF8.GetString(await browser.Fetch(browser.Address.AbsolutePath + "/result"));

    private static string Text(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>Two sheets, styles, and a row that no model answers.</summary>
    private static byte[] Workbook()
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string package = "http://schemas.openxmlformats.org/package/2006";
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var parts = new (string Name, string Text)[]
        {
            ("[Content_Types].xml", $"""
                <Types xmlns="{package}/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/xl/workbook.xml"
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
                """),
            ("_rels/.rels", $"""
                <Relationships xmlns="{package}/relationships">
                <Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """),
            ("xl/workbook.xml", $"""
                <workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="March" sheetId="1" r:id="rId1"/>
                <sheet name="Notes" sheetId="2" r:id="rId2"/></sheets></workbook>
                """),
            ("xl/_rels/workbook.xml.rels", $"""
                <Relationships xmlns="{package}/relationships">
                <Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>
                <Relationship Id="rId2" Type="{office}/worksheet" Target="worksheets/sheet2.xml"/>
                <Relationship Id="rId3" Type="{office}/styles" Target="styles.xml"/></Relationships>
                """),
            ("xl/styles.xml", $"""<styleSheet xmlns="{main}"><cellXfs count="3"><xf/><xf/><xf/></cellXfs></styleSheet>"""),
            ("xl/worksheets/sheet1.xml", $"""
                <worksheet xmlns="{main}"><dimension ref="A1:D4"/><sheetData>
                <row r="1" spans="1:4">{Cells(1, true, "sepal_length", "sepal_width", "petal_length", "petal_width")}</row>
                <row r="2">{Cells(2, false, "5.1", "3.5", "1.4", "0.2")}</row>
                <row r="3">{Cells(3, false, "6.7", "3.0", "5.2", "2.3")}</row>
                <row r="4">{Cells(4, true, "=1+1", "b", "c", "d")}</row></sheetData><pageMargins left="0.7"/></worksheet>
                """),
            ("xl/worksheets/sheet2.xml", $"""
                <worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>
                """),
        };
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }

    private static string Cells(int row, bool isText, params string[] values) => string.Concat(values.Select((value, i) => isText
        ? $"<c r=\"{(char)('A' + i)}{row}\" s=\"1\" t=\"inlineStr\"><is><t>{value}</t></is></c>"
        : $"<c r=\"{(char)('A' + i)}{row}\" s=\"2\"><v>{value}</v></c>"));
}
