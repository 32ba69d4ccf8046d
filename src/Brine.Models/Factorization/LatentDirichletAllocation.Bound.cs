using Brine.Arrays;

namespace Brine.Models;

/// <summary>The likelihood of documents, by the bound that scikit-learn computes.</summary>
internal sealed partial class LatentDirichletAllocation
{
    /// <summary><c>_approx_bound</c>: the variational bound of the log-likelihood of documents.</summary>
    /// <param name="x">The documents.</param>
    /// <param name="wordCount">How many words all of them have.</param>
    internal double Bound(Features x, out double wordCount)
    {
        NDArray weights = _form.Components
            ?? throw new UnsupportedModelException("MissingAttribute", "the file holds no components_, which score needs", Info.Path);
        int count = weights.Shape[0], width = weights.Shape[1];
        double[] components = weights.ToDoubles(), expected = Expected(components, count, width);
        CsrMatrix csr = x is SparseMatrix sparse ? sparse.Csr : Counts(x.ToMatrix());
        var topics = new double[checked(csr.RowCount * count)];
        var terms = new double[count];
        double score = 0;
        wordCount = 0;
        for (int row = 0; row < csr.RowCount; row++)
        {
            int start = csr.Starts[row], length = csr.Starts[row + 1] - start;
            ReadOnlySpan<int> words = csr.Columns.AsSpan(start, length);
            ReadOnlySpan<double> counts = csr.Data.AsSpan(start, length);
            Span<double> mixture = topics.AsSpan(row * count, count);
            InputPlace.RequireNoNegative(this, counts, words, row, x.ColumnNames);
            _doubles.Run(words, counts, mixture, isShared: false);
            double[] known = Expected(mixture, 1, count);
            double likelihood = 0;
            for (int i = 0; i < length; i++)
            {
                for (int k = 0; k < count; k++)
                {
                    terms[k] = known[k] + expected[(k * width) + words[i]];
                }

                likelihood += counts[i] * LogOfSum(terms);
                wordCount += counts[i];
            }

            score += likelihood;
        }

        score += Likelihood(_form.Prior, topics, Expected(topics, csr.RowCount, count), csr.RowCount, count);
        return score + Likelihood(_form.WordPrior, components, expected, count, width);
    }

    private static CsrMatrix Counts(Matrix matrix)
    {
        var starts = new int[matrix.RowCount + 1];
        var columns = new List<int>();
        var data = new List<double>();
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<double> given = matrix.Row(row);
            for (int column = 0; column < given.Length; column++)
            {
                if (given[column] != 0)
                {
                    columns.Add(column);
                    data.Add(given[column]);
                }
            }

            starts[row + 1] = columns.Count;
        }

        return new CsrMatrix(matrix.RowCount, matrix.ColumnCount, starts, [.. columns], [.. data], DType.Float64);
    }

    private static double LogOfSum(double[] terms)
    {
        double largest = terms.Max(), sum = 0;
        foreach (double term in terms)
        {
            sum += Math.Exp(term - largest);
        }

        return Math.Log(sum) + largest;
    }

    /// <summary><c>_dirichlet_expectation_2d</c></summary>
    private static double[] Expected(ReadOnlySpan<double> values, int rowCount, int width)
    {
        var expected = new double[values.Length];
        for (int row = 0; row < rowCount; row++)
        {
            double total = 0;
            for (int i = row * width; i < (row + 1) * width; i++)
            {
                total += values[i];
            }

            double psi = TopicMixture<double>.Psi(total);
            for (int i = row * width; i < (row + 1) * width; i++)
            {
                expected[i] = TopicMixture<double>.Psi(values[i]) - psi;
            }
        }

        return expected;
    }

    private static double Likelihood(double prior, double[] values, double[] expected, int rowCount, int width)
    {
        double[] products = new double[values.Length], sizes = new double[values.Length], totals = new double[rowCount];
        double sizeOfPrior = LogGamma.Of(prior);
        for (int i = 0; i < values.Length; i++)
        {
            products[i] = (prior - values[i]) * expected[i];
            sizes[i] = LogGamma.Of(values[i]) - sizeOfPrior;
        }

        for (int row = 0; row < rowCount; row++)
        {
            totals[row] = LogGamma.Of(prior * width) - LogGamma.Of(PairwiseSum.Of<double>(values.AsSpan(row * width, width)));
        }

        return PairwiseSum.Of<double>(products) + PairwiseSum.Of<double>(sizes) + PairwiseSum.Of<double>(totals);
    }
}
