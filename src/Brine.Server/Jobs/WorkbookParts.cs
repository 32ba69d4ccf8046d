using System.IO.Compression;
using System.Xml;
using Brine.Tables;

namespace Brine.Server;

/// <summary>The parts of a workbook: which sheets it has, and where each lies.</summary>
internal static class WorkbookParts
{
    private const int MostSheets = 1000;
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    internal static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = true,
    };

    /// <summary>The names of the sheets.</summary>
    /// <exception cref="ModelInputException">The workbook is corrupt.</exception>
    internal static IReadOnlyList<string> SheetsOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using ZipArchive archive = Open(file);
        return [.. Sheets(archive).Select(sheet => sheet.Name)];
    }

    /// <summary>True for an archive that is a workbook.</summary>
    internal static bool IsWorkbook(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            return archive.GetEntry("xl/workbook.xml") is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Opens the archive of a workbook.</summary>
    /// <exception cref="ModelInputException">The workbook is corrupt.</exception>
    internal static ZipArchive Open(Stream file)
    {
        try
        {
            return new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException)
        {
            throw Corrupt();
        }
    }

    /// <summary>The name of the part that holds a sheet.</summary>
    /// <param name="archive">The workbook.</param>
    /// <param name="sheet">The name or the number of the sheet; null for the first.</param>
    /// <exception cref="ModelInputException">There is no such sheet, or the workbook is corrupt.</exception>
    internal static string PartOf(ZipArchive archive, string? sheet)
    {
        (string Name, string Id)[] sheets = [.. Sheets(archive)];
        int place = sheet is null ? 0 : Array.FindIndex(sheets, item => item.Name == sheet);
        if (place < 0 || place >= sheets.Length)
        {
            throw Corrupt();
        }

        using XmlReader relations = Read(archive, "xl/_rels/workbook.xml.rels");
        while (Next(relations))
        {
            if (relations is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                && relations.GetAttribute("Id") == sheets[place].Id && relations.GetAttribute("Target") is { } target)
            {
                return target.StartsWith('/') ? target[1..] : "xl/" + target;
            }
        }

        throw Corrupt();
    }

    internal static ModelInputException Corrupt() =>
        new("InputTable", "the workbook is written in a way in which no columns can be added to it: save it again, or send a CSV");

    private static IEnumerable<(string Name, string Id)> Sheets(ZipArchive archive)
    {
        using XmlReader workbook = Read(archive, "xl/workbook.xml");
        for (int count = 0; count < MostSheets && Next(workbook);)
        {
            if (workbook is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && workbook.GetAttribute("name") is { } name
                && workbook.GetAttribute("id", Relations) is { } id)
            {
                count++;
                yield return (name, id);
            }
        }
    }

    private static XmlReader Read(ZipArchive archive, string part) =>
        XmlReader.Create((archive.GetEntry(part) ?? throw Corrupt()).Open(), Settings);

    private static bool Next(XmlReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception error) when (error is XmlException or InvalidDataException)
        {
            throw Corrupt();
        }
    }
}
