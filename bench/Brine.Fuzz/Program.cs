using System.Diagnostics;
using System.Globalization;
using Brine.Fuzz;

// Brine.Fuzz [--target NAMES] [--seconds S] [--executions N] [--seed N] [--faults FOLDER] [--input FILE]
// Each target gets S seconds, or N executions, whichever comes first; the table says how many inputs it was given. The exit code is 1 where
// a fault was found: it is kept in FOLDER, and --input gives it to its target again.
Coverage.Attach();
string? Option(string name) => Array.IndexOf(args, "--" + name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
long Number(string name, long usual) => Option(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : usual;

string[]? names = Option("target")?.Split(',');
FuzzTarget[] targets = [.. Targets.All.Where(target => names is null || names.Contains(target.Name))];
if (Option("input") is { } file)
{
    targets.Single().Run(File.ReadAllBytes(file));
    return 0;
}

int seed = (int)Number("seed", 1);
var time = TimeSpan.FromSeconds(Number("seconds", 10));
long executions = 0;
int faults = 0;
Console.WriteLine($"seed {seed}\n{"target",-20} {"executions",12} {"refused",12} {"a second",10}  kept");
foreach (FuzzTarget target in targets)
{
    var fuzzer = new Fuzzer(target, seed, Option("faults"));
    var clock = Stopwatch.StartNew();
    fuzzer.Run(time, Number("executions", long.MaxValue));
    executions += fuzzer.Executions;
    faults += fuzzer.Faults;
    string found = fuzzer.Faults > 0 ? $", {fuzzer.Faults} FAULTS" : "";
    Console.WriteLine($"{target.Name,-20} {fuzzer.Executions,12:N0} {fuzzer.Refused,12:N0} "
        + $"{fuzzer.Executions / clock.Elapsed.TotalSeconds,10:N0}  {fuzzer.Summary}{found}");
}

Console.WriteLine($"{executions:N0} executions, {faults} faults");
return faults > 0 ? 1 : 0;
