using System.Globalization;
using Brine.Arrays;
using Brine.Models;

namespace Brine;

/// <summary>Where clusters, mixtures and classes have their middles.</summary>
internal static class CentersPiece
{
    internal static void Write(HtmlWriter html, PageWords words, Estimator estimator)
    {
        ExplainedPart part = ExplainedPart.Of(estimator);
        (NDArray? Centers, IReadOnlyList<string>? Names, string Title) found = part.Estimator.Form switch
        {
            CentersForm form => (form.Centers, null, "centers"),
            NearestCenterForm { Centers.Rank: 2 } form => (form.Centers, null, "centers"),
            MixtureForm form => (form.Means, null, "centers"),
            GaussianBayesForm form => (form.Means, form.Classes.Names, "class.means"),
            _ => (null, null, ""),
        };
        if (found.Centers is not { Rank: 2, Length: > 0 } centers)
        {
            return;
        }

        Section.Begin(html, "centers", words[found.Title], words["centers.note"]);
        IReadOnlyList<string> names = found.Names
            ?? [.. Enumerable.Range(0, centers.Shape[0]).Select(center => center.ToString(CultureInfo.InvariantCulture))];
        HeatTable.Write(html, words, words[found.Title], names, part.NamesOf(centers.Shape[1]), centers);
        Section.End(html);
    }
}
