using System.Globalization;
using System.Text;
using System.Text.Json;
using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.Faults.Tests.Shared;

/// <summary>What a fault did to an experiment, counted in the database (reliability figures L, D, Z, R, O, C, U).</summary>
internal sealed record FaultFigures
{
    /// <summary>Candidates without a final state although the experiment is final; all open ones while it is not.</summary>
    public required long Lost { get; init; }

    /// <summary>Second results of a candidate, charges counted twice or not at all, proposals beyond the budget.</summary>
    public required long Doubled { get; init; }

    /// <summary>Epochs and results that were accepted from an attempt after its end, or after a later one had begun.</summary>
    public required long Zombies { get; init; }

    /// <summary>Epochs trained less epochs kept.</summary>
    public required long Repeated { get; init; }

    /// <summary>Attempts that are still open although their experiment is final.</summary>
    public required long Orphans { get; init; }

    /// <summary>Charges to candidates less those that the row's fault deserves.</summary>
    public required long WrongCharge { get; init; }

    /// <summary>Ended attempts and failed candidates without a cause.</summary>
    public required long Unexplained { get; init; }

    /// <summary>Attempts beyond the first of each candidate: that the fault happened shows here.</summary>
    public required long Retries { get; init; }

    public double? Seconds { get; init; }

    /// <summary>Refused writes, from the silos' logs: the database does not keep what it refused.</summary>
    public long? Refused { get; init; }

    /// <summary>Changes of the cluster's membership; by row.</summary>
    public long? Changes { get; init; }

    /// <summary>The share of the time that trained; by row.</summary>
    public double? Goodput { get; init; }

    private static readonly string Sql = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "figures.sql"));

    /// <param name="database">Where it ran.</param>
    /// <param name="experiment">Its id.</param>
    /// <param name="budget">Candidates it may propose while searching.</param>
    /// <param name="charges">What candidates deserve to be charged with: crashes and the like of their own.</param>
    public static async Task<FaultFigures> AskAsync(
        PostgresDatabase database,
        string experiment,
        int budget,
        int charges = 0
    )
    {
        await using var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.Add(new() { Value = experiment });
        command.Parameters.Add(new() { Value = (long)budget });
        command.Parameters.Add(new() { Value = (long)charges });
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        long Of(int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);
        return new()
        {
            Lost = Of(0),
            Doubled = Of(1),
            Zombies = Of(2),
            Repeated = Of(3),
            Orphans = Of(4),
            WrongCharge = Of(5),
            Unexplained = Of(6),
            Retries = Of(7),
        };
    }

    /// <summary>Prints the row as one line of JSON, and checks the usual targets.</summary>
    /// <param name="row">Its number in the fault matrix, such as "A6".</param>
    /// <param name="mostRepeated">Target of R.</param>
    /// <param name="mostSeconds">Target of T; null where the row has none.</param>
    /// <param name="leastGoodput">Target of G; null where the row has none.</param>
    /// <param name="write">Whether it is printed.</param>
    public void Check(
        string row,
        long mostRepeated = 0,
        double? mostSeconds = null,
        double? leastGoodput = null,
        bool write = true
    )
    {
        var line = Line(row);
        if (write)
        {
            FaultLog.Write(line);
        }

        Assert.True(
            (Lost, Doubled, Zombies, Orphans, WrongCharge, Unexplained) == (0, 0, 0, 0, 0, 0)
                && Repeated >= 0
                && Repeated <= mostRepeated
                && (mostSeconds is null || Seconds <= mostSeconds)
                && (leastGoodput is null || Goodput >= leastGoodput),
            line
        );
    }

    private string Line(string row)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("row", row);
            json.WriteNumber("L", Lost);
            json.WriteNumber("D", Doubled);
            json.WriteNumber("Z", Zombies);
            json.WriteNumber("R", Repeated);
            json.WriteNumber("O", Orphans);
            json.WriteNumber("C", WrongCharge);
            json.WriteNumber("U", Unexplained);
            json.WriteNumber("retries", Retries);
            if (Seconds is { } seconds)
            {
                json.WriteNumber("T", Math.Round(seconds, 1));
            }

            if (Goodput is { } goodput)
            {
                json.WriteNumber("G", Math.Round(goodput, 3));
            }

            if (Changes is { } changes)
            {
                json.WriteNumber("changes", changes);
            }

            if (Refused is { } refused)
            {
                json.WriteNumber("refused", refused);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
