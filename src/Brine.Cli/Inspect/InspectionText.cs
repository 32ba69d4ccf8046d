using System.Globalization;

namespace Brine.Cli;

/// <summary>Prints a report for people: a few facts, then what is in the file as a tree.</summary>
internal static class InspectionText
{
    private const int LabelWidth = 12;

    private const string FoldMark = "  [+]";

    /// <param name="report">What to print.</param>
    /// <param name="output">Where to.</param>
    /// <param name="width">How many characters fit on a line.</param>
    /// <param name="isFull">True where all was asked for, so that nothing shows more.</param>
    internal static void Write(InspectionReport report, TextWriter output, int width, bool isFull = false)
    {
        Fact(output, width, "file", string.Create(CultureInfo.InvariantCulture, $"{report.Path}, {report.FileBytes:N0} bytes"));
        Fact(output, width, "is a", report.Container);
        Fact(output, width, "written by", string.Join(", ", report.WrittenBy));
        if (report.Methods.Count > 0)
        {
            Fact(output, width, "runs", string.Join(", ", report.Methods));
        }

        Fact(output, width, "cannot run", report.CannotRun ?? "");
        Fact(output, width, "features",
            report.FeatureNames is { } names ? $"{names.Count}: {string.Join(", ", names)}"
                : report.FeatureCount is { } count ? count.ToString(CultureInfo.InvariantCulture) : "");
        Fact(output, width, "classes", report.Classes is { } classes ? $"{classes.Count}: {string.Join(", ", classes)}" : "");
        foreach (string note in report.Notes)
        {
            Fact(output, width, "note", note);
        }

        output.Write("\n");
        output.Write(report.Content.Summary + (report.Content.IsFolded ? FoldMark : "") + "\n");
        WriteChildren(output, width, report.Content.Children, "");
        if (HasFolded(report.Content))
        {
            output.Write(isFull ? "\n[+] more than 40 levels, or 20,000 lines in all, are not shown\n"
                : "\n[+] has parts that are not shown: --full shows all, --depth N more levels\n");
        }

        if (report.Imports.Count > 0)
        {
            output.Write(report.Verdict is { } verdict ? $"\nimports (verdict: {verdict})\n"
                : "\nimports ('brine scan' gives the verdict)\n");
            foreach (IGrouping<string, KeyValuePair<string, int>> module in report.Imports.GroupBy(
                import => import.Key[..Math.Max(0, import.Key.LastIndexOf('.'))]))
            {
                WrappedText.Write(output, width, "  " + module.Key + ": ", "    ",
                    string.Join(", ",
                        module.Select(
                            import => import.Key[(import.Key.LastIndexOf('.') + 1)..] + (import.Value > 1 ? $" x{import.Value}" : ""))));
            }
        }
    }

    private static void Fact(TextWriter output, int width, string label, string text)
    {
        if (text.Length > 0)
        {
            WrappedText.Write(output, width, label.PadRight(LabelWidth), new string(' ', LabelWidth), text);
        }
    }

    private static void WriteChildren(TextWriter output, int width, IReadOnlyList<InspectionNode> children, string indent)
    {
        int names = 0;
        foreach (InspectionNode child in children)
        {
            names = Math.Max(names, Math.Min(child.Name.Length, 32));
        }

        for (int i = 0; i < children.Count; i++)
        {
            InspectionNode child = children[i];
            bool isLast = i == children.Count - 1;
            string first = indent + (isLast ? "└─ " : "├─ ") + child.Name.PadRight(names) + "  ";
            string rest = indent + (isLast ? "   " : "│  ");
            string next = rest + (child.Children.Count > 0 ? "│  " : "   ") + new string(' ', Math.Max(0, names - 1));
            WrappedText.Write(output, width, first, next, child.Summary + (child.IsFolded ? FoldMark : ""));
            WriteChildren(output, width, child.Children, rest);
        }
    }

    private static bool HasFolded(InspectionNode node) => node.IsFolded || node.Children.Any(HasFolded);
}
