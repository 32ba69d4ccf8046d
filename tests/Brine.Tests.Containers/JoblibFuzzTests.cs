using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers;

public sealed class JoblibFuzzTests
{
    [Fact]
    public void NoMutationEscapesTheErrors()
    {
        NDArray[] arrays = [NDArray.Of([1.5, 2]), NDArray.Of([1, 2, 3, 4], 2, 2), NDArray.OfObjects([2], ["a", PyValue.None]),
            NDArray.OfText(["xy"]), NDArray.OverBytes(DType.Parse("<M8[ns]"), [1], new byte[8])];
        byte[][] seeds = [
            .. ((int[])[0, 2, 4, 5])
                .SelectMany(
                    protocol => (byte[][])[Joblib(arrays, protocol),
                        Pickler.Dump(Values(arrays, protocol), new PicklerOptions { Protocol = protocol })])];
        var random = new Random(3);
        for (int round = 0; round < 30_000; round++)
        {
            byte[] bytes = (byte[])seeds[random.Next(seeds.Length)].Clone();
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : bytes[random.Next(bytes.Length)];
            }

            try
            {
                PyValue value = PickleFile.Read(bytes).Value;
                foreach (PyValue item in value.As<PyList>() ?? new PyList())
                {
                    if (NDArray.From(item) is { Length: < 1000 } array)
                    {
                        _ = array.Elements().Select(element => element.ToString()).ToArray();
                    }
                }

                using var stream = new MemoryStream();
                PickleSaver.WriteJoblib(value, stream);
                PickleSaver.WritePickle(value, stream);
            }
            catch (PickleException)
            {
            }
            catch (InvalidOperationException error) when (error.Message.Contains("protocol", StringComparison.Ordinal)
                || error.Message.Contains("old-style", StringComparison.Ordinal))
            {
            }
            catch (Exception error)
            {
                Assert.Fail($"{Convert.ToHexString(bytes)}: {error}");
            }
        }
    }

    private static PyList Values(NDArray[] arrays, int protocol)
    {
        var pickler = new ArrayPickler(protocol);
        return new PyList(arrays.Select(array => (PyValue)pickler.Describe(array)));
    }

    private static byte[] Joblib(NDArray[] arrays, int protocol)
    {
        using var stream = new MemoryStream();
        PickleSaver.WriteJoblib(Values(arrays, protocol), stream, new SaveOptions { Protocol = protocol });
        return stream.ToArray();
    }
}
