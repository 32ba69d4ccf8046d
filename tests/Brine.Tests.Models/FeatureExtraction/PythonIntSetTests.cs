using System.Globalization;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>Sets of ints go in Python's order.</summary>
[Trait("Stage", "Python")]
public sealed class PythonIntSetTests
{
    [Fact]
    public void ASetOfIntsHasTheOrderOfPython()
    {
        string[] lines = Python.Run("""
            import random
            r = random.Random(5)
            for n in [1, 3, 5, 8, 20, 60, 300, 2000]:
                for top in [9, 70, 5000]:
                    values = [r.randrange(top) for _ in range(n)]
                    s = set()
                    for v in values: s.add(v)
                    print(*values); print(*s)
            """).Trim().Split('\n');
        Assert.Equal(48, lines.Length);
        for (int i = 0; i < lines.Length; i += 2)
        {
            var set = new PythonIntSet();
            foreach (string value in lines[i].Trim().Split(' '))
            {
                set.Add(int.Parse(value, CultureInfo.InvariantCulture));
            }

            var order = new List<int>();
            set.CopyTo(order);
            Assert.Equal(lines[i + 1].Trim(), string.Join(' ', order));
        }
    }
}
