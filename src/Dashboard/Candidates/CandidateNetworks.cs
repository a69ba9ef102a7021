using System.Collections.Immutable;
using NasCluster.Dashboard.Live;
using NasCluster.Dashboard.Networks;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Training;

namespace NasCluster.Dashboard.Candidates;

/// <summary>Decodes candidates to their networks and looks their blocks up in the latency tables.</summary>
internal sealed class CandidateNetworks(ClusterConnection cluster)
{
    /// <summary>Null where there is no such candidate.</summary>
    public async Task<CandidateNetwork?> FindAsync(string experiment, int number, CancellationToken ct)
    {
        if (await cluster.Client.Experiment(experiment).GetTrainedAsync(number, ct) is not { } trained)
        {
            return null;
        }

        if (trained.Experiment.Spec.Space.Decoder is not { } decoder)
        {
            return new(
                Network: null,
                "The space of this experiment has no networks: its trainer reads the parameters."
            );
        }

        try
        {
            var network = Decode(trained, decoder);
            var tables = await TablesAsync(trained.Experiment.Spec.Space.Name, ct);
            return new(NetworkView.Of(trained.Candidate.Id.ToString(), network, tables), Reason: null);
        }
        catch (InvalidNetworkException e)
        {
            return new(Network: null, e.Message);
        }
    }

    private static Network Decode(TrainedCandidate trained, string decoder) =>
        DecoderCatalog
            .Get(decoder)
            .Decode(trained.Candidate.Configuration, NetworkTarget.Of(trained.Experiment.Dataset));

    private async Task<ImmutableArray<LatencyTable>> TablesAsync(string space, CancellationToken ct)
    {
        var client = cluster.Client;
        var found = ImmutableArray.CreateBuilder<LatencyTable>();
        var summaries = await client.LatencyTablesAsync(ct);
        foreach (var summary in summaries.Where(summary => summary.Subject == space))
        {
            if (await client.FindLatencyTableAsync(summary.Device, summary.Subject, ct) is { } table)
            {
                found.Add(table);
            }
        }

        return found.ToImmutable();
    }
}
