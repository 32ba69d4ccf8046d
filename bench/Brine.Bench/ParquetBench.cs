using Parquet;
using Parquet.Schema;

/// <summary>Reads the columns of doubles of a Parquet file and writes them again, by Parquet.Net alone: what a program around it can
/// do at best.</summary>
internal static class ParquetBench
{
    internal static async Task<int> Run(string source, string target)
    {
        await using FileStream input = File.OpenRead(source), output = File.Create(target);
        await using ParquetReader reader = await ParquetReader.CreateAsync(input);
        DataField[] fields = [.. reader.Schema.DataFields.Where(field => field.ClrType == typeof(double))];
        DataField[] written = [.. fields.Select(field => new DataField<double>(field.Name, true))];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(written), output);
        double[] values = [];
        int[] levels = [];
        for (int i = 0; i < reader.RowGroupCount; i++)
        {
            using ParquetRowGroupReader from = reader.OpenRowGroupReader(i);
            using ParquetRowGroupWriter to = writer.CreateRowGroup();
            int rows = (int)from.RowCount;
            if (values.Length < rows)
            {
                (values, levels) = (new double[rows], new int[rows]);
            }

            for (int j = 0; j < fields.Length; j++)
            {
                await from.ReadRawAsync<double>(fields[j], values.AsMemory(0, rows), levels.AsMemory(0, rows), null);
                await to.WriteAllPartsAsync<double>(written[j], values.AsMemory(0, levels.AsSpan(0, rows).Count(1)),
                    levels.AsMemory(0, rows), null, CancellationToken.None);
            }

            to.CompleteValidate();
        }

        return 0;
    }
}
