using System.Text;
using System.Text.Json;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Mlflow;

/// <summary>YAML is what PyYAML makes of it: the cases and their answers are of <c>Golden/yaml/make.py</c>.</summary>
public class YamlTests
{
    [Fact]
    public void EveryTextIsWhatPyYamlMakesOfIt()
    {
        int read = 0, refused = 0;
        var wrong = new List<string>();
        foreach (string line in File.ReadLines(Repo.Golden("yaml/cases.jsonl")))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            string text = document.RootElement.GetProperty("text").GetString()!;
            string? expected = document.RootElement.GetProperty("value").GetString(), actual = Read(text);
            read += expected is null ? 0 : 1;
            refused += expected is null ? 1 : 0;
            if (expected != actual)
            {
                wrong.Add($"{JsonSerializer.Serialize(text)}\n  {expected}\n  {actual}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(read > 600 && refused > 200, $"{read} and {refused}");
    }

    [Fact]
    public void BytesThatAreNotUtf8AreRefused() =>
        Assert.Equal("FormatYaml",
            Assert.Throws<PickleFormatException>(() => YamlReader.Read([(byte)'a', (byte)':', (byte)' ', 0xFF])).Code);

    [Theory]
    [InlineData("a: !!binary aGk=\n")]
    [InlineData("a: !!python/name:os.system x\n")]
    [InlineData("%YAML 1.1\n---\na: 1\n")]
    [InlineData("<<: {a: 1}\n")]
    public void WhatMLflowDoesNotWriteIsRefused(string text) => Assert.Null(Read(text));

    [Fact]
    public void NestingIsBounded()
    {
        Assert.Null(Read(new string('[', 100_000)));
        Assert.Null(Read(string.Concat(Enumerable.Repeat("- ", 100_000)) + "a"));
        Assert.Null(Read(string.Concat(Enumerable.Range(0, 200).Select(level => new string(' ', level) + "a:\n"))));
    }

    [Fact]
    public void AliasesOfAliasesTakeNoTime()
    {
        string bomb = "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));
        PyDict value = YamlReader.Read(bomb).As<PyDict>()!;
        Assert.Same(value["a59"].Reference, value["a60"].As<PyList>()![0].Reference);
    }

    [Fact]
    public void LongLinesTakeLinearTime()
    {
        string line = "a: " + string.Concat(Enumerable.Repeat("[b, ", 50)) + new string('x', 1_000_000) + new string(']', 50) + "\n";
        Assert.NotNull(Read(line));
        Assert.NotNull(Read(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"key{i}: 'text {i}'\n"))));
    }

    private static string? Read(string text)
    {
        try
        {
            var spelled = new StringBuilder();
            Spell(YamlReader.Read(text), spelled, 0);
            return spelled.ToString();
        }
        catch (PickleFormatException error) when (error.Code == "FormatYaml")
        {
            return null;
        }
    }

    private static void Spell(PyValue value, StringBuilder text, int depth)
    {
        if (depth > 20)
        {
            text.Append("deep");
            return;
        }

        switch (value.Reference)
        {
            case PyDict mapping:
                text.Append('{');
                foreach ((PyValue key, PyValue item) in mapping)
                {
                    Spell(key, text, depth + 1);
                    text.Append(':');
                    Spell(item, text, depth + 1);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case PyList list:
                text.Append('[');
                foreach (PyValue item in list)
                {
                    Spell(item, text, depth + 1);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append(value.IsNone ? "null" : value.Kind == PyKind.Bool ? (value.Equals(PyValue.True) ? "true" : "false")
                    : '"'
                        + string.Concat(
                            value.AsString()!.Select(
                                unit => unit is >= ' ' and < '\x7f' and not '"' and not '\\' ? unit.ToString() : $"\\u{(int)unit:x4}"))
                                + '"');
                break;
        }
    }
}
