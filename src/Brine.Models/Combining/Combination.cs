namespace Brine.Models;

/// <summary>Questions to the members of an ensemble, and what is made of their answers.</summary>
/// <param name="members">The questions.</param>
/// <param name="outputCount">How many numbers the answer has a row.</param>
/// <param name="combine">Makes the answer of one row.</param>
/// <param name="combineSingle">Makes it where all members answer float32 and Python stays in it; null where Python leaves it.</param>
internal sealed class Combination(IReadOnlyList<Member> members, int outputCount, RowCombiner combine, RowCombiner? combineSingle = null)
{
    internal int OutputCount => outputCount;

    /// <summary>The answers to all rows, row by row.</summary>
    internal double[] Run(Features x, CallOptions options) => Run(x, options, out _);

    /// <summary>The answers to all rows, and whether Python holds them in float32.</summary>
    internal double[] Run(Features x, CallOptions options, out bool isSingle)
    {
        isSingle = combineSingle is not null;
        var answers = new double[members.Count][];
        for (int m = 0; m < answers.Length; m++)
        {
            answers[m] = members[m].Ask(x, options, out bool answersSingles);
            isSingle &= answersSingles;
        }

        RowCombiner made = isSingle ? combineSingle! : combine;
        var output = new double[checked(x.RowCount * outputCount)];
        var values = new double[members.Sum(member => member.Width)];
        for (int row = 0; row < x.RowCount; row++)
        {
            for (int m = 0, at = 0; m < answers.Length; at += members[m++].Width)
            {
                int width = members[m].Width;
                answers[m].AsSpan(row * width, width).CopyTo(values.AsSpan(at));
            }

            try
            {
                made(values, output.AsSpan(row * outputCount, outputCount));
            }
            catch (ModelInputException error)
            {
                throw InputCheck.InRow(error, row);
            }
        }

        return output;
    }

    /// <summary>The kernel of one row; null where a member has none.</summary>
    /// <param name="inputCount">How many numbers a row has; null where it is not known.</param>
    internal RowKernel? Kernel(int? inputCount) => inputCount is { } count && members.Count > 0
        ? ChainKernel.Of([StackKernel.Of(count, [.. members.Select(member => (member.Columns, member.Kernel, (double?)null))]),
            new CombineKernel(members.Sum(member => member.Width), outputCount, combine)])
        : null;
}
