using System.Text.RegularExpressions;
using Brine;

// brine verify FOLDER [--only REGEX]
string folder = args[1];
var only = new Regex(args.Length > 3 ? args[3] : "");
var comparer = new AnswerComparer();
int right = 0, tried = 0, bits = 0, waiting = 0;
foreach (CaseInfo info in CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl")))
{
    if (!only.IsMatch(info.Id))
    {
        continue;
    }

    CaseResult result = CaseRunner.Run(folder, info, comparer);
    if (result.Waits)
    {
        waiting++;
        continue;
    }

    tried++;
    right += result.IsRight ? 1 : 0;
    bits += result.IsBitEqual ? 1 : 0;
    if (!result.IsRight)
    {
        Console.WriteLine($"  {info.Id} | {result.Error ?? string.Join(", ", result.Grades.Where(grade => !grade.Value.IsRight).Select(grade => $"{grade.Key} {grade.Value.Worst:g2}"))}");
    }
}

Console.WriteLine($"cases {right} of {tried} right, {bits} to the bit, {waiting} wait for a codec");
return right == tried ? 0 : 1;
