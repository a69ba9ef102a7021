using System.Data.Common;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Postgres;

/// <summary>Locked candidates to claim. Experiments with a row that cannot be read are passed over.</summary>
internal sealed class ReadyCandidates(ConfigurationCache configurations)
{
    private readonly HashSet<string> _passedOver = [];

    public List<(Experiment Experiment, Candidate Candidate, CheckpointRef? Checkpoint)> Offers { get; } = [];

    public void Read(PostgresBatch batch, int limit)
    {
        if (limit > 0)
        {
            batch.Read(PostgresStatements.FirstReady, Add, ("@limit", limit), ("@passedOver", _passedOver.ToArray()));
        }
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

    private void Add(DbDataReader row)
    {
        try
        {
            var candidate = CandidateRow.Read(row, configurations, ExperimentRow.Width);
            var checkpoint = CheckpointRow.Read(row, ExperimentRow.Width + CandidateRow.Width);
            Offers.Add((ExperimentRow.Read(row), candidate, checkpoint));
        }
        catch (StoredDataException broken)
        {
            _passedOver.Add(broken.Experiment);
        }
    }
}
