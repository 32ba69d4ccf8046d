#:project ../../src/Brine/Brine.csproj
// Customers of a shop, clustered in Python with a scaler and k-means; here the groups are counted and new customers find theirs.
using Brine;
using Brine.Models;
using Brine.Tables;

Model model = Model.Load("samples/models/customers.joblib");
long[] groups = model.Predict(Csv.Read("samples/data/customers.csv")).ToInt64s();
for (int group = 0; group < 3; group++)
{
    Console.WriteLine($"group {group}: {groups.Count(found => found == group)} customers");
}

Table newcomers = Csv.Read("samples/data/new-customers.csv");
Column spent = newcomers.Columns[0];
long[] found = model.Predict(newcomers).ToInt64s();
for (int row = 0; row < newcomers.RowCount; row++)
{
    Console.WriteLine($"a customer who spends {spent[row]} a month belongs to group {found[row]}");
}

if (args is [var target])
{
    Joblib.Dump(model.Value, target);
}
