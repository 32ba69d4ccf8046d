#:project ../../src/Brine/Brine.csproj
// The examples of docs/arrays.md, in their order: a test compares the page with this file and with what it prints.
using Brine;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

string folder = Directory.CreateTempSubdirectory("brine-docs-").FullName;
Directory.SetCurrentDirectory(folder);

Console.WriteLine("-- first");
#region first
NDArray sizes = NDArray.Of([5.1, 3.5, 1.4, 4.9, 3.0, 1.4], 2, 3);
NpyFile.Save("sizes.npy", sizes);
Pickle.Dump(sizes, "sizes.pkl");
Joblib.Dump(sizes, "sizes.joblib", compress: "zlib:3");

Console.WriteLine(NpyFile.Load("sizes.npy"));
Console.WriteLine(Pickle.Load("sizes.pkl").AsArray()![1, 0]);
#endregion

Console.WriteLine("-- look");
#region look
Console.WriteLine($"{sizes.DType.Name}, {sizes.Rank} dimensions: {string.Join(" x ", sizes.Shape.ToArray())}");
ReadOnlySpan<double> numbers = sizes.AsSpan<double>();
Console.WriteLine(numbers[^1] + numbers.Length);
float[] singles = sizes.ToArray<float>();
Console.WriteLine(singles[0]);
#endregion

Console.WriteLine("-- parts");
#region parts
Console.WriteLine(sizes[1..]);
Console.WriteLine(sizes[.., ..2]);
Console.WriteLine(sizes.Select(axis: 1, index: 0));
Console.WriteLine(sizes.Reshape(3, -1).Transpose());
#endregion

Console.WriteLine("-- types");
#region types
Console.WriteLine(NDArray.Of([true, false]));
Console.WriteLine(NDArray.OfText(["setosa", "virginica"]));
Console.WriteLine(NDArray.OfObjects([2], [PyValue.None, "anything"]));
Console.WriteLine(NDArray.OverBytes(DType.Parse("<M8[D]"), [2], new byte[] { 0xBF, 0x4C, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80 }));
#endregion

Console.WriteLine("-- npz");
#region npz
var archive = new NpzFile { ["X"] = sizes, ["y"] = NDArray.OfText(["setosa", "virginica"]) };
AtomicFile.Write("flowers.npz", stream => archive.Write(stream));

NpzFile flowers = NpzFile.Open("flowers.npz");
Console.WriteLine($"{string.Join(", ", flowers.Names)}: {flowers["y"]}");
#endregion

Console.WriteLine("-- disk");
#region disk
using (NpyFile file = NpyFile.Open("sizes.npy"))
{
    Console.WriteLine($"{file.Shape[0]} rows; the last begins with {file[1, 0]}");
    Console.WriteLine(file.Rows(0, 1));
}

using (PickleFile file = PickleFile.Open("sizes.pkl", new LoadOptions { MemoryMap = true }))
{
    Console.WriteLine(file.Value.AsArray()![0, 1]);
}
#endregion

Console.WriteLine("-- frame");
#region frame
DataFrame customers = DataFrame.Of([
    ("name", PandasArray.OfText(["Ann", "Bob", null])),
    ("age", PandasArray.OfNullable<long>([41, null, 27])),
    ("since", PandasArray.OfTimes([new DateTime(2024, 2, 29), null, new DateTime(2025, 1, 1, 12, 30, 0)])),
    ("plan", PandasArray.OfCategories(["basic", "pro", "basic"])),
]);
Pickle.Dump(customers, "customers.pkl");

DataFrame read = DataFrame.From(Pickle.Load("customers.pkl"))!;
Console.WriteLine($"{read.RowCount} rows of {string.Join(", ", read.ColumnNames)}");
foreach (PandasArray column in read.Columns)
{
    Console.WriteLine($"{column.DTypeName,-15} {column.TextAt(0)}, {(column.IsMissing(1) ? "missing" : column.TextAt(1))}");
}
#endregion

Console.WriteLine("-- convert");
#region convert
FileConverter.Convert("customers.pkl", "customers.csv");
FileConverter.Convert("sizes.joblib", "again.npy");
Console.WriteLine(File.ReadAllText("customers.csv").TrimEnd());
Console.WriteLine(File.ReadAllBytes("again.npy").AsSpan().SequenceEqual(File.ReadAllBytes("sizes.npy")));
#endregion

Console.WriteLine("-- detect");
#region detect
File.Copy("sizes.joblib", "mystery.bin");
UnpackedFile mystery = UnpackedFile.Open("mystery.bin");
Console.WriteLine($"{mystery.Format} in {mystery.Codec}");
Console.WriteLine(ModelFile.Load("mystery.bin").AsArray()!.Length);
#endregion

Console.WriteLine("-- broken");
#region broken
byte[] whole = File.ReadAllBytes("sizes.npy");
File.WriteAllBytes("cut.npy", whole[..^1]);
try
{
    NpyFile.Load("cut.npy");
}
catch (PickleFormatException error)
{
    Console.WriteLine($"{error.Code}: {error.Message}");
}
#endregion

Directory.SetCurrentDirectory(Path.GetTempPath());
Directory.Delete(folder, recursive: true);
