//! Quantiles: medians and percentiles, for whatever is measured.

/// The value below which that share of the values lies (0.5 for the median, 0.99 for the 99th percentile), between two of
/// them where it falls between two; `None` of nothing. Definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical
/// Packages" (1996).
pub fn quantile(mut values: Vec<f64>, share: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let at = share.clamp(0.0, 1.0) * values.len().saturating_sub(1) as f64;
    let (below, above) = (values.get(at.floor() as usize)?, values.get(at.ceil() as usize)?);
    Some(below + at.fract() * (above - below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_what_was_measured() {
        let of = |share| quantile(vec![4.0, 1.0, 3.0, 2.0], share);
        assert_eq!([of(0.0), of(0.5), of(1.0), of(7.0)], [Some(1.0), Some(2.5), Some(4.0), Some(4.0)]);
        assert_eq!(quantile(vec![5.0], 0.99), Some(5.0));
        assert_eq!(quantile(Vec::new(), 0.5), None);
    }
}
