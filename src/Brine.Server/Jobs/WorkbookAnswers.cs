using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Brine.Pickling;
using Brine.Tables;

namespace Brine.Server;

/// <summary>
/// Adds columns to a sheet of a workbook and leaves everything else in it as it is: other sheets, styles, formulas. The sheet is copied
/// row by row; texts are written as texts, so that none is taken for a formula.
/// </summary>
internal static class WorkbookAnswers
{
    private const int LongestText = 32_767;
    private const int MostColumns = 16_384;

    /// <summary>Writes a workbook with answers.</summary>
    /// <param name="from">The workbook.</param>
    /// <param name="to">The one with answers.</param>
    /// <param name="sheet">The sheet; null for the first.</param>
    /// <param name="firstColumn">The column of the first answer, from 0.</param>
    /// <param name="answers">The answers to the rows below the first.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ModelInputException">The workbook is written in a way in which nothing can be added to it.</exception>
    internal static void Write(string from, string to, string? sheet, int firstColumn, JobAnswers answers,
        CancellationToken cancellationToken)
    {
        if (firstColumn + answers.Names.Count > MostColumns)
        {
            throw new ModelInputException("CannotTabulate", $"a sheet has {MostColumns} columns at most");
        }

        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read);
        using ZipArchive archive = WorkbookParts.Open(source);
        using var target = new FileStream(to, FileMode.Create, FileAccess.ReadWrite);
        using var result = new ZipArchive(target, ZipArchiveMode.Create);
        string part = WorkbookParts.PartOf(archive, sheet);
        bool isFound = false;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Stream content = entry.Open();
            using Stream copy = result.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
            if (entry.FullName != part)
            {
                content.CopyTo(copy);
                continue;
            }

            isFound = true;
            try
            {
                CopySheet(content, copy, firstColumn, answers, cancellationToken);
            }
            catch (Exception error) when (error is XmlException or InvalidDataException)
            {
                throw WorkbookParts.Corrupt();
            }
        }

        if (!isFound)
        {
            throw WorkbookParts.Corrupt();
        }
    }

    private static void CopySheet(Stream from, Stream to, int firstColumn, JobAnswers answers, CancellationToken cancellationToken)
    {
        using XmlReader reader = XmlReader.Create(from, WorkbookParts.Settings);
        using XmlWriter writer = XmlWriter.Create(to, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false });
        int row = 0;
        string? style = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader is { LocalName: "dimension", IsEmptyElement: true }:
                    // It says how far the cells go, which is another place now; a sheet does without.
                    break;
                case XmlNodeType.Element when reader.LocalName == "row":
                    cancellationToken.ThrowIfCancellationRequested();
                    row = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out int said) ? said
                        : row + 1;
                    bool isEmpty = reader.IsEmptyElement;
                    StartRow(reader, writer);
                    if (isEmpty)
                    {
                        AddCells(writer, row, firstColumn, answers, style);
                        writer.WriteEndElement();
                    }

                    break;
                case XmlNodeType.EndElement when reader.LocalName == "row":
                    AddCells(writer, row, firstColumn, answers, style);
                    writer.WriteEndElement();
                    break;
                default:
                    style = row == 1 && reader is { NodeType: XmlNodeType.Element, LocalName: "c" } ? reader.GetAttribute("s") : style;
                    WriteNode(reader, writer);
                    break;
            }
        }
    }

    private static void StartRow(XmlReader reader, XmlWriter writer)
    {
        writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        while (reader.MoveToNextAttribute())
        {
            // Which columns a row has is a hint, and another one now.
            if (reader.LocalName != "spans")
            {
                writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
            }
        }

        reader.MoveToElement();
    }

    /// <summary>Writes the node that the reader is at, without what is in it.</summary>
    private static void WriteNode(XmlReader reader, XmlWriter writer)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                bool isEmpty = reader.IsEmptyElement;
                writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
                writer.WriteAttributes(reader, defattr: false);
                if (isEmpty)
                {
                    writer.WriteEndElement();
                }

                break;
            case XmlNodeType.EndElement:
                writer.WriteFullEndElement();
                break;
            case XmlNodeType.Text:
                writer.WriteString(reader.Value);
                break;
            case XmlNodeType.CDATA:
                writer.WriteCData(reader.Value);
                break;
            case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                writer.WriteWhitespace(reader.Value);
                break;
        }
    }

    private static void AddCells(XmlWriter writer, int row, int firstColumn, JobAnswers answers, string? style)
    {
        for (int column = 0; column < answers.Names.Count && row >= 1 && row - 2 < answers.RowCount; column++)
        {
            PyValue value = row == 1 ? answers.Names[column] : answers[row - 2, column];
            if (!value.IsNone)
            {
                AddCell(writer, string.Create(CultureInfo.InvariantCulture, $"{LettersOf(firstColumn + column)}{row}"), value,
                    row == 1 ? style : null);
            }
        }
    }

    private static void AddCell(XmlWriter writer, string place, PyValue value, string? style)
    {
        writer.WriteStartElement("c", Main);
        writer.WriteAttributeString("r", place);
        if (style is not null)
        {
            writer.WriteAttributeString("s", style);
        }

        if (value.TryGetBool(out bool flag))
        {
            writer.WriteAttributeString("t", "b");
            writer.WriteElementString("v", Main, flag ? "1" : "0");
        }
        else if (value.Kind is PyKind.Int or PyKind.Float && value.TryGetDouble(out double number) && double.IsFinite(number)
            && (value.Kind == PyKind.Float || Math.Abs(number) < 1L << 53))
        {
            writer.WriteElementString("v", Main, number.ToString("R", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteAttributeString("t", "inlineStr");
            writer.WriteStartElement("is", Main);
            writer.WriteStartElement("t", Main);
            writer.WriteAttributeString("xml", "space", null, "preserve");
            writer.WriteString(Clean(RowForm.TextOf(value)));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>What XML does not hold is written as Excel does, and what a cell does not hold is cut.</summary>
    private static string Clean(string text)
    {
        text = text.Length > LongestText ? text[..(LongestText - 3)] + "..." : text;
        return text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select(character => XmlConvert.IsXmlChar(character)
            ? character.ToString() : string.Create(CultureInfo.InvariantCulture, $"_x{(int)character:X4}_")));
    }

    private static string LettersOf(int column)
    {
        string letters = "";
        for (int left = column + 1; left > 0; left = (left - 1) / 26)
        {
            letters = (char)('A' + ((left - 1) % 26)) + letters;
        }

        return letters;
    }
}
