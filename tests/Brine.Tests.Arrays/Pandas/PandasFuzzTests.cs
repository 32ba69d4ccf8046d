using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Arrays.Pandas;

public class PandasFuzzTests
{
    private const int Rounds = 60;

    /// <summary>Files of pandas with bytes changed: the views read them or refuse them by code, and nothing else is thrown.</summary>
    [Fact]
    public void DamagedFilesAreReadOrRefused()
    {
        var random = new Random(20261124);
        int read = 0, refused = 0;
        foreach (string file in Directory.GetFiles(Repo.Golden("pandas"), "*.pkl",
            SearchOption.AllDirectories))
        {
            byte[] good = File.ReadAllBytes(file);
            for (int round = 0; round < Rounds; round++)
            {
                byte[] bytes = [.. good];
                for (int change = random.Next(1, 4); change > 0; change--)
                {
                    int at = random.Next(2, bytes.Length);
                    bytes[at] = random.Next(3) switch
                    {
                        0 => (byte)random.Next(256),
                        1 => (byte)(bytes[at] ^ (1 << random.Next(8))),
                        _ => (byte)(random.Next(2) == 0 ? 0xFF : 0)
                    };
                }

                try
                {
                    Touch(Unpickler.Load(bytes));
                    read++;
                }
                catch (Exception error) when (error is PickleException or NotSupportedException)
                {
                    refused++;
                }
                catch (Exception error)
                {
                    Assert.Fail($"{Path.GetFileName(file)}, round {round}: {error}");
                }
            }
        }

        Assert.True(read > 500 && refused > 500, $"{read} were read, {refused} refused");
    }

    private static void Touch(PyValue value)
    {
        if (DataFrame.From(value) is { } frame)
        {
            Labels(frame.Labels);
            Labels(frame.Index);
            foreach (PandasArray column in frame.Columns)
            {
                Values(column);
            }

            _ = Brine.Tables.Features.FromFrame(frame);
        }
        else if (Series.From(value) is { } series)
        {
            Labels(series.Index);
            Values(series.Values);
        }
        else if (PandasIndex.From(value) is { } index)
        {
            Labels(index);
        }
        else if (PandasArray.From(value) is { } array)
        {
            Values(array);
        }
        else
        {
            _ = PandasDType.TextOf(value) ?? PandasOffset.From(value)?.Name ?? PandasArray.TextOf(value);
        }
    }

    private static void Labels(PandasIndex index)
    {
        _ = index.DTypeName;
        for (int i = 0; i < Math.Min(index.Length, 20); i++)
        {
            _ = index.TextAt(i);
        }
    }

    private static void Values(PandasArray array)
    {
        _ = array.DTypeName;
        for (int i = 0; i < Math.Min(array.Length, 20); i++)
        {
            _ = array.TextAt(i);
            _ = array.IsMissing(i);
        }

        _ = array.Length < 100_000 ? array.ToDoubles() : null;
    }
}
