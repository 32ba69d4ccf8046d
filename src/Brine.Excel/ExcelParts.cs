namespace Brine;

/// <summary>The parts of a workbook with one sheet (ECMA-376): what it consists of, and its two styles, plain and a time.</summary>
internal static class ExcelParts
{
    internal const string SheetName = "xl/worksheets/sheet1.xml";

    internal const string SheetStart = Declaration
        + $"""<worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" """
        + """activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>""";

    internal const string SheetEnd = "</sheetData></worksheet>";

    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private const string Documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private const string Packages = "http://schemas.openxmlformats.org/package/2006";

    private const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>The parts beside the sheet.</summary>
    internal static (string Name, string Content)[] All { get; } =
    [
        ("[Content_Types].xml", Declaration
            + $"""<Types xmlns="{Packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package."""
            + $"""relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"""
            + $"""<Override PartName="/xl/workbook.xml" ContentType="{Kind}.sheet.main+xml"/>"""
            + $"""<Override PartName="/{SheetName}" ContentType="{Kind}.worksheet+xml"/>"""
            + $"""<Override PartName="/xl/styles.xml" ContentType="{Kind}.styles+xml"/></Types>"""),
        ("_rels/.rels", Declaration
            + $"""<Relationships xmlns="{Packages}/relationships"><Relationship Id="rId1" Type="{Documents}/officeDocument" """
            + """Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", Declaration
            + $"""<workbook xmlns="{Main}" xmlns:r="{Documents}"><sheets><sheet name="Answers" sheetId="1" r:id="rId1"/></sheets>"""
            + "</workbook>"),
        ("xl/_rels/workbook.xml.rels", Declaration
            + $"""<Relationships xmlns="{Packages}/relationships"><Relationship Id="rId1" Type="{Documents}/worksheet" """
            + $"""Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Documents}/styles" Target="styles.xml"/>"""
            + "</Relationships>"),
        ("xl/styles.xml", Declaration
            + $"""<styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts>"""
            + """<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill """
            + """patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/>"""
            + """<right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" """
            + """borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"""
            + """<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>"""
            + """<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""),
    ];
}
