using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Data;

/// <summary>What a transformer gives as objects is written as objects, labels are written as what they are.</summary>
public class ObjectAnswerTests
{
    private static readonly NDArray Words = NDArray.OfObjects([2, 1], ["a", "b"]), Numbers = NDArray.OfObjects([2, 1], [1.5, 2.0]);

    [Theory]
    [InlineData("transform", 'O', 'O')]
    [InlineData("inverse_transform", 'O', 'O')]
    [InlineData("predict", 'U', 'f')]
    [InlineData("get_feature_names_out", 'U', 'f')]
    public void Features_keep_their_dtype_and_labels_need_no_pickle(string method, char words, char numbers)
    {
        var npz = new NpzFile();
        NpzAnswers.Add(npz, method, Words);
        Assert.Equal(words, npz[method].DType.Kind);
        NpzAnswers.Add(npz, method, Numbers);
        Assert.Equal(numbers, npz[method].DType.Kind);
    }

    [Fact]
    public void Objects_that_were_written_are_read_as_objects()
    {
        var npz = new NpzFile();
        NpzAnswers.Add(npz, "transform", Words);
        NpzFile again = NpzFile.Read(npz.Write());

        Assert.Equal('O', again["transform"].DType.Kind);
        Assert.Equal("a b", string.Join(" ", again["transform"].ToStrings()));
    }
}
