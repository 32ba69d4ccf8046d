using System.Text;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Shows what is inside of a model as one page of HTML, which needs no other file, no network and no JavaScript. Nothing in the file is
/// executed, and nothing that it says becomes markup.
/// </summary>
/// <example><code>
/// ModelReport.Save("model.pkl", "model.html");
/// </code></example>
public static class ModelReport
{
    /// <summary>Writes the page of a file to another one, which appears complete or not at all.</summary>
    /// <param name="path">A pickle, joblib or skops file, an archive, or an MLflow folder.</param>
    /// <param name="outputPath">The file of the page.</param>
    /// <param name="options">What is shown.</param>
    /// <exception cref="ArgumentException">There is no such language, or number of trees.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is nothing that can be shown, or is corrupt; the message says which.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    /// <exception cref="FileNotWrittenException">The disk is full, or the system does not let the file be written.</exception>
    public static void Save(string path, string outputPath, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(outputPath);
        byte[] page = Encoding.UTF8.GetBytes(Create(path, options));
        AtomicFile.Write(outputPath, stream => stream.Write(page));
    }

    /// <summary>The page of a file.</summary>
    /// <param name="path">A pickle, joblib or skops file, an archive, or an MLflow folder.</param>
    /// <param name="options">What is shown.</param>
    /// <exception cref="ArgumentException">There is no such language, or number of trees.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is nothing that can be shown, or is corrupt; the message says which.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static string Create(string path, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= ReportOptions.Default;
        PageWords words = PageWords.Of(options.Language)
            ?? throw new ArgumentException($"there is no language '{options.Language}'; there are {string.Join(", ", PageWords.Languages)}",
                nameof(options));
        if (options.TreeCount is < 0 or > 50)
        {
            throw new ArgumentException("from 0 to 50 trees are drawn", nameof(options));
        }

        ReportFacts facts = ReportFacts.Of(path, options.Name, options.Load);
        using Model? model = facts.Model;
        var text = new StringWriter();
        var html = new HtmlWriter(text);
        PageFrame.Begin(html, words, facts.Name, PageStyle.Policy);
        ReportBody.Write(html, words, facts, options.TreeCount);
        PageFrame.End(html, words);
        return text.ToString();
    }
}
