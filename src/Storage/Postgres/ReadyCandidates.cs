using System.Collections.Immutable;
using System.Data.Common;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Postgres;

/// <summary>Locked candidates for claims that offer the same. Experiments with a row that cannot be read are passed over.</summary>
/// <param name="configurations">Those read before.</param>
/// <param name="claims">At least one; they have one offer.</param>
internal sealed class ReadyCandidates(ConfigurationCache configurations, ImmutableArray<ClaimWrite> claims)
{
    private readonly HashSet<string> _passedOver = [];
    private readonly Dictionary<string, Experiment> _experiments = [];

    public ImmutableArray<ClaimWrite> Claims => claims;

    public List<(Experiment Experiment, Candidate Candidate, CheckpointRef? Checkpoint)> Offers { get; } = [];

    public void Read(PostgresBatch batch, int limit)
    {
        var offer = claims[0].Offer;
        (string, object?)[] parameters =
        [
            ("@limit", limit),
            ("@passedOver", _passedOver.ToArray()),
            ("@devices", offer.Devices.ToArray()),
            ("@memory", offer.MemoryBytes),
        ];
        batch
            .Read(PostgresStatements.WithReady, row => Readable(row, AddExperiment), parameters)
            .Read(PostgresStatements.FirstReady, row => Readable(row, AddOffer), parameters);
    }

    /// <summary>Looks on in other experiments for as many as were held up by broken rows.</summary>
    public async Task FillAsync(PostgresWrite write, int limit)
    {
        for (var known = 0; known < _passedOver.Count; )
        {
            known = _passedOver.Count;
            Offers.Clear();
            var batch = write.Batch();
            Read(batch, limit);
            await batch.SendAsync(write.Ct).ConfigureAwait(false);
        }
    }

    private void Readable(DbDataReader row, Action<DbDataReader> add)
    {
        try
        {
            add(row);
        }
        catch (StoredDataException broken)
        {
            _passedOver.Add(broken.Experiment);
        }
    }

    private void AddExperiment(DbDataReader row)
    {
        var experiment = ExperimentRow.Read(row);
        _experiments[experiment.Id] = experiment;
    }

    /// <summary>Only of experiments that were there to be read a moment before.</summary>
    private void AddOffer(DbDataReader row)
    {
        var candidate = CandidateRow.Read(row, configurations);
        if (_experiments.TryGetValue(candidate.Id.Experiment, out var experiment))
        {
            Offers.Add((experiment, candidate, CheckpointRow.Read(row, CandidateRow.Width)));
        }
    }
}
