using NasCluster.Domain.Scheduling;

namespace NasCluster.Storage.Postgres;

/// <summary>
/// Last epochs of candidates that were committed without a flush. The result follows soon, and its flush makes both
/// durable; where the server crashed in between, the result brings the epoch along once more.
/// </summary>
/// <remarks>For one caller at a time.</remarks>
internal sealed class LastEpochs
{
    /// <summary>Attempts that end without a word would stay for ever; with more of them it forgets all.</summary>
    private const int Capacity = 10_000;

    private readonly Dictionary<AttemptRef, RecordWrite> _waiting = [];

    public RecordWrite? Of(AttemptRef attempt) => _waiting.GetValueOrDefault(attempt);

    public void Keep(RecordWrite record)
    {
        if (_waiting.Count >= Capacity)
        {
            _waiting.Clear();
        }

        _waiting[record.Attempt] = record;
    }

    public void Forget(AttemptRef attempt) => _waiting.Remove(attempt);
}
